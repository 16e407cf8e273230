import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { JsonObject } from '../../util/json';
import { findAlgorithm } from './algorithms/registry';
import type { TrainingAnswer, TrainingOrder } from './training-message';

/**
 * A thread of its own for one training: the run goes on telling and hearing meanwhile, and ends it when it
 * is cancelled. What is predicted comes from the model as the artefact has it, so that whoever loads the
 * artefact gets the same.
 */
const order = workerData as TrainingOrder;
await work(order);

async function work({
  algorithm: name,
  columnCount,
  classCount,
  ...data
}: TrainingOrder): Promise<void> {
  const definition = findAlgorithm(name);
  if (definition === undefined) throw new Error(`there is no algorithm ${name}`);
  const algorithm = await definition.load();
  const rows = Array.from({ length: data.rows.length / columnCount }, (_, row) =>
    Array.from(data.rows.subarray(row * columnCount, (row + 1) * columnCount)),
  );
  let told = 0;
  const model = await algorithm.train({
    rows: Array.from(data.train, (row) => rows[row] ?? []),
    targets: Array.from(data.targets),
    classCount,
    params: data.params,
    seed: data.seed,
    onProgress: (percent) => {
      if (Math.floor(percent) === told) return;
      told = Math.floor(percent);
      answer({ type: 'progress', percent });
    },
  });
  const kept = JSON.parse(JSON.stringify(model)) as JsonObject;
  const predict = await algorithm.load(kept);
  const predictions = Float64Array.from(predict(rows).flat());
  answer({
    type: 'trained',
    model: kept,
    libraryVersion: versionOf(definition.library),
    predictions,
  });
}

function answer(message: TrainingAnswer): void {
  parentPort?.postMessage(message);
}

/** Not every package lets its package.json be asked for by name. */
function versionOf(library: string): string {
  const folder = join('node_modules', ...library.split('/'));
  const { resolve } = createRequire(import.meta.url);
  const entry = resolve(library);
  const root = entry.slice(0, entry.lastIndexOf(folder) + folder.length);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return version;
}
