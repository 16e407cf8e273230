import { join } from 'node:path';

import { shapes } from '../shapes.mjs';

/**
 * Planner and scheduler alone, in one process, with empty nodes.
 * @param {import('../bench.mjs').Bench} bench
 */
export async function schedule(bench) {
  const { workDir, goals } = bench;
  console.log(
    '\nPlanning and scheduling alone, empty nodes (us a node: plan, run in memory, run with every event and result on disk)',
  );
  /** @type {Record<string, number>} */
  const durable = {};
  for (const shape of shapes) {
    for (const size of [1000, 10_000, 100_000]) {
      const dir = join(workDir, `schedule-${shape}-${size}`);
      const inOneProcess = (/** @type {string} */ how) =>
        bench.inLibrary(['schedule', shape, String(size), how, join(dir, how)]);
      const [memory, disk] = [await inOneProcess('memory'), await inOneProcess('durable')];
      const each = (/** @type {number} */ ms) => ((ms * 1000) / size).toFixed(1);
      console.log(
        `  ${shape.padEnd(8)} ${String(size).padStart(7)}  ${each(memory.plan_ms).padStart(8)} ${each(memory.run_ms).padStart(8)} ${each(disk.run_ms).padStart(8)}`,
      );
      if (shape === 'layered') durable[size] = disk.run_ms / size;
      if (size === 100_000)
        goals.equal(
          shape === 'layered' ? '7' : '12',
          `${shape} of 100000 completes`,
          size,
          disk.finished,
        );
    }
  }
  goals.value('7', 'overhead a node, ms, 1000 nodes, durable', 0.25, durable[1000] ?? NaN);
  goals.value(
    '7',
    'overhead a node, 10000 of 1000',
    1.3,
    (durable[10_000] ?? NaN) / (durable[1000] ?? NaN),
  );
}
