/**
 * The data process: DuckDB for people who look, apart from the server, so that no query can block it or
 * take it down. Started by DataProcess with its limits as the argument; it ends when its parent does.
 */
import { rm } from 'node:fs/promises';
import { err } from '../util/result';
import { Answerer } from './answerer';
import { dataProblem } from './ask';
import type { FromProcess, ProcessLimits, ToProcess } from './message';

const limits = JSON.parse(process.argv[2] ?? '') as ProcessLimits;
const answerer = new Answerer(limits);
const running = new Map<number, AbortController>();

process.on('message', (message: ToProcess) => {
  switch (message.type) {
    case 'outputs':
      answerer.setOutputs(new Map(Object.entries(message.outputs)));
      break;
    case 'cancel':
      running.get(message.id)?.abort();
      break;
    case 'ask':
      void answer(message);
      break;
  }
});

process.on('disconnect', () => {
  void rm(limits.tempDirectory, { recursive: true, force: true }).finally(() => process.exit(0));
});

async function answer({ id, ask }: Extract<ToProcess, { type: 'ask' }>): Promise<void> {
  const abort = new AbortController();
  running.set(id, abort);
  try {
    send({ id, answer: await answerer.answer(ask, abort.signal) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    send({
      id,
      answer: err(
        dataProblem('ended', `The data can't be read: ${reason}`, { hint: 'Try it once more.' }),
      ),
    });
  } finally {
    running.delete(id);
  }
}

function send(message: FromProcess): void {
  if (process.connected) process.send?.(message);
}
