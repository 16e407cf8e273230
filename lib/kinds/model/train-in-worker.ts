import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionFailure } from '../kind';
import type { TrainingAnswer, TrainingOrder } from './training-message';

/** Trains in a thread of its own, which ends when the signal says so. */
export async function trainInWorker(
  order: TrainingOrder,
  {
    signal,
    onProgress,
  }: { readonly signal: AbortSignal; readonly onProgress: (percent: number) => void },
): Promise<Result<Extract<TrainingAnswer, { type: 'trained' }>, ExecutionFailure>> {
  if (signal.aborted) return err(cancelled);
  const worker = startWorker({
    workerData: order,
    // Libraries that were compiled to WebAssembly talk of how they are loaded.
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  const stop = (): void => void worker.terminate();
  signal.addEventListener('abort', stop);
  try {
    return await new Promise((resolve) => {
      worker.on('message', (answer: TrainingAnswer) => {
        if (answer.type === 'progress') onProgress(answer.percent);
        else resolve(ok(answer));
      });
      worker.on('error', (error) => {
        const message = error instanceof Error ? error.message : String(error);
        resolve(
          err({
            code: 'training_failed',
            message: `The training with ${order.algorithm} failed: ${message}`,
            hint: 'Look for columns without numbers or rows beyond the memory; another algorithm may do.',
          }),
        );
      });
      worker.on('exit', () => resolve(err(signal.aborted ? cancelled : endedEarly)));
    });
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

const cancelled: ExecutionFailure = { code: 'cancelled', message: 'Cancelled before it was done.' };
const endedEarly: ExecutionFailure = {
  code: 'training_failed',
  message: 'The training ended without a model.',
  hint: 'The memory may be too small for it: train on fewer rows or features.',
};

/** The bundle beside our own, or, where nothing is bundled, the source. */
function startWorker(options: WorkerOptions): Worker {
  const here = fileURLToPath(import.meta.url);
  if (here.endsWith('.ts')) {
    const jiti = JSON.stringify(createRequire(import.meta.url).resolve('jiti'));
    const source = JSON.stringify(join(dirname(here), 'training-worker.ts'));
    const code = `require(${jiti}).createJiti(${source}).import(${source})`;
    return new Worker(code, { ...options, eval: true });
  }
  for (let folder = dirname(here); ; folder = dirname(folder)) {
    const bundle = join(folder, 'training-worker.js');
    if (existsSync(bundle)) return new Worker(bundle, options);
    if (dirname(folder) === folder) throw new Error(`no training-worker.js above ${here}`);
  }
}
