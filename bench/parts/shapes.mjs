import { ourRun } from '../bench.mjs';
import { runOnce, timeInterleaved } from '../measure.mjs';
import { printTimings } from '../print-timings.mjs';
import { shapes } from '../shapes.mjs';

/**
 * The same number of nodes in other shapes.
 * @param {import('../bench.mjs').Bench} bench
 */
export async function otherShapes(bench) {
  const { rounds, goals } = bench;
  const projects = await Promise.all(
    shapes.map(async (shape) => ({ shape, dir: await bench.builtProject(shape, 1000) })),
  );
  const contestants = projects.map(({ shape, dir }) => ({ ...ourRun(dir), name: shape }));
  for (const contestant of [...contestants, ...contestants]) await runOnce(contestant);
  const timings = await timeInterleaved(contestants, rounds);
  printTimings('All cached, 1000 nodes of other shapes', timings, 'layered');
  for (const shape of ['chain', 'fan-out'])
    goals.ratio('12', `all cached ${shape}, of layered`, 1.2, timings, shape, 'layered');
}
