import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node, start, floorFile, ourRun, oldEnoughToBeCached } from '../bench.mjs';
import { runOnce, timeInterleaved } from '../measure.mjs';
import { printTimings } from '../print-timings.mjs';
import { sampleFile, sampleText, writeCsvSample } from '../runners/csv-sample.mjs';

/**
 * Real work: 15 nodes over CSV files, a Parquet file a node.
 * @param {import('../bench.mjs').Bench} bench
 */
export async function sample(bench) {
  const { rounds, workDir, goals } = bench;
  const dir = join(workDir, 'sample');
  // One that nobody edits meanwhile: what changes in the other must be planned for anew.
  const untouched = join(workDir, 'sample-untouched');
  writeCsvSample(dir);
  writeCsvSample(untouched);
  await oldEnoughToBeCached();
  const connect = {
    name: 'connect',
    command: [node, floorFile('floor-duckdb'), 'connect'],
  };
  const script = {
    name: 'floor B',
    command: [node, floorFile('floor-duckdb'), 'all', dir],
  };
  const run = ourRun(dir);
  const leaf = sampleFile('report');
  for (const each of [run, script, run, ourRun(untouched)]) await runOnce(each);
  await oldEnoughToBeCached();
  await runOnce(ourRun(untouched));
  let edit = 0;
  const timings = await timeInterleaved(
    [
      start,
      connect,
      script,
      { ...ourRun(untouched), name: 'seeknal, all cached' },
      { ...run, name: 'seeknal, full', command: [...run.command, '--full'] },
      {
        ...run,
        name: 'seeknal, leaf',
        prepare: () => writeFileSync(join(dir, leaf), sampleText('report', (edit += 1))),
      },
    ],
    rounds,
  );
  printTimings('15 nodes over CSV files of 100,000 rows', timings, 'floor B');
  goals.ratio('8', 'full run of the sample, of floor B', 1.15, timings, 'seeknal, full', 'floor B');
  goals.ratio('9', 'sample all cached, of start', 1.5, timings, 'seeknal, all cached', start.name);
  goals.ratio('10', 'sample, one leaf, of connect', 1.25, timings, 'seeknal, leaf', 'connect');
}
