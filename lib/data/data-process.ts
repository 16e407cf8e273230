import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { err, type Result } from '../util/result';
import { dataProblem, type AnswerTo, type Ask, type DataProblem } from './ask';
import type { FromProcess, ProcessLimits, ToProcess } from './message';

export interface DataProcessOptions {
  /** The bundle of main.ts. */
  readonly program: string;
  /** Each process gets a folder of its own in it. */
  readonly tempDirectory: string;
  readonly limits: Omit<ProcessLimits, 'tempDirectory'>;
  /** The files that may be read, `kind.name` to an absolute path. The same map as before: nothing changed. */
  readonly outputs: () => Promise<ReadonlyMap<string, string>>;
  /** A process that nobody asks anything for so long is ended. */
  readonly idleMs: number;
}

export interface AskOptions {
  readonly timeLimitMs: number;
  readonly signal?: AbortSignal;
}

/** A query that is told to end gets this long; then its process is ended, and others are asked anew. */
const graceMs = 2_000;

interface Waiting {
  settle: (answer: Result<unknown, DataProblem>) => void;
  /** Why it is being ended, if it is. */
  ending: DataProblem | null;
}

interface Running {
  readonly child: ChildProcess;
  readonly tempDirectory: string;
  readonly waiting: Map<number, Waiting>;
  told: ReadonlyMap<string, string> | null;
}

/**
 * The parent's side of the data process: started at the first question, ended when nobody asks any more,
 * and started again after it died. A question that was lost with its process is asked once more.
 */
export class DataProcess {
  readonly #options: DataProcessOptions;
  #running: Running | null = null;
  #idleTimer: NodeJS.Timeout | null = null;
  #asked = 0;
  #isClosed = false;

  constructor(options: DataProcessOptions) {
    this.#options = options;
  }

  /** The id of the process, while there is one. */
  get pid(): number | null {
    return this.#running?.child.pid ?? null;
  }

  async ask<A extends Ask>(ask: A, options: AskOptions): Promise<Result<AnswerTo<A>, DataProblem>> {
    const first = await this.#askOnce(ask, options);
    const isLost = !first.ok && first.error === lost && options.signal?.aborted !== true;
    // The process may have died of somebody else's query; when it dies of this one twice, that is it.
    const answer = isLost ? await this.#askOnce(ask, options) : first;
    return answer as Result<AnswerTo<A>, DataProblem>;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer);
    const running = this.#running;
    if (running === null) return;
    const exited = new Promise((resolve) => running.child.once('exit', resolve));
    // Else a program with nothing else to do would end before its process has.
    running.child.ref();
    running.child.kill('SIGKILL');
    await exited;
    // Here too: a program that ends now would not wait for what hears the exit.
    await rm(running.tempDirectory, { recursive: true, force: true });
  }

  async #askOnce(
    ask: Ask,
    { timeLimitMs, signal }: AskOptions,
  ): Promise<Result<unknown, DataProblem>> {
    const outputs = await this.#options.outputs();
    if (signal?.aborted === true) return err(cancelled);
    if (this.#isClosed) return err(lost);
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer);
    const running = (this.#running ??= this.#start());
    if (running.told !== outputs) {
      running.told = outputs;
      send(running, { type: 'outputs', outputs: Object.fromEntries(outputs) });
    }
    this.#asked += 1;
    const id = this.#asked;
    const waiting: Waiting = { settle: () => undefined, ending: null };
    const answered = new Promise<Result<unknown, DataProblem>>((settle) => {
      waiting.settle = settle;
    });
    running.waiting.set(id, waiting);
    const end = (why: DataProblem): void => this.#end(running, id, why);
    const timer = setTimeout(() => end(timeLimit(timeLimitMs)), timeLimitMs);
    const onAbort = (): void => end(cancelled);
    signal?.addEventListener('abort', onAbort, { once: true });
    send(running, { type: 'ask', id, ask });
    const answer = await answered;
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    this.#endWhenIdle();
    return answer;
  }

  #start(): Running {
    const { program, tempDirectory: parent, limits } = this.#options;
    const tempDirectory = join(parent, `data-${randomUUID()}`);
    const child = fork(program, [JSON.stringify({ ...limits, tempDirectory })], {
      env: environment(),
      execArgv: ['--max-old-space-size=1024'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const running: Running = { child, tempDirectory, waiting: new Map(), told: null };
    child.on('message', ({ id, answer }: FromProcess) => {
      const waiting = running.waiting.get(id);
      running.waiting.delete(id);
      waiting?.settle(waiting.ending === null ? answer : err(waiting.ending));
    });
    const onEnd = (): void => {
      if (this.#running === running) this.#running = null;
      for (const { settle, ending } of running.waiting.values()) settle(err(ending ?? lost));
      running.waiting.clear();
      void rm(tempDirectory, { recursive: true, force: true });
    };
    child.once('exit', onEnd);
    child.once('error', onEnd);
    // A server that has nothing else to do may end; the process notices and ends too.
    child.unref();
    child.channel?.unref();
    return running;
  }

  /** Tells a query to end; one that doesn't takes its process with it. */
  #end(running: Running, id: number, why: DataProblem): void {
    const waiting = running.waiting.get(id);
    if (waiting === undefined || waiting.ending !== null) return;
    waiting.ending = why;
    send(running, { type: 'cancel', id });
    setTimeout(() => {
      if (!running.waiting.has(id)) return;
      if (this.#running === running) this.#running = null;
      running.child.kill('SIGKILL');
    }, graceMs);
  }

  #endWhenIdle(): void {
    const running = this.#running;
    if (running === null || running.waiting.size > 0) return;
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      if (running.waiting.size > 0 || this.#running !== running) return;
      this.#running = null;
      running.child.disconnect();
    }, this.#options.idleMs);
    this.#idleTimer.unref();
  }
}

function send({ child }: Running, message: ToProcess): void {
  // A process that has just died says so by its exit, which settles all that wait.
  if (child.connected) child.send(message, () => undefined);
}

/** Nothing of the server's own, which may hold passwords; Windows starts no program without its root. */
function environment(): NodeJS.ProcessEnv {
  const { SystemRoot: root, NODE_ENV: mode } = process.env;
  return {
    NODE_ENV: mode,
    TZ: 'UTC',
    UV_THREADPOOL_SIZE: '16',
    ...(root === undefined ? {} : { SystemRoot: root }),
  };
}

const cancelled = dataProblem('cancelled', 'The query was cancelled.');

const lost = dataProblem('ended', 'The process that reads the data ended unexpectedly.', {
  hint: 'Perhaps it ran out of memory: ask for fewer rows or columns, then try again.',
});

function timeLimit(limitMs: number): DataProblem {
  return dataProblem('time_limit', `It took longer than ${limitMs / 1000} s and was stopped.`, {
    hint: 'Narrow it down with WHERE, or aggregate first.',
  });
}
