import { runOnce, summary, timeInterleaved } from '../measure.mjs';
import { printTimings } from '../print-timings.mjs';
import { seeknalFile } from '../runners/seeknal-project.mjs';
import { graphOf, leafAndRoot } from '../shapes.mjs';

/**
 * A process that stays, such as the dashboard: one file changed, what would run?
 * @param {import('../bench.mjs').Bench} bench
 */
export async function resident(bench) {
  const { rounds, sizes, usable, goals } = bench;
  for (const size of sizes.filter((each) => each >= 1000)) {
    const graph = graphOf('layered', size);
    const dir = await bench.builtProject('layered', size);
    const answer = await bench.inLibrary([
      'replan',
      dir,
      seeknalFile(graph, leafAndRoot(graph).leaf),
    ]);
    const ours = summary('seeknal, resident', answer.took_ms);
    const ninja = usable.find(({ name }) => name === 'ninja');
    const ran = ninja === undefined ? [] : [bench.peerOn(ninja, graph, `layered-${size}`)];
    for (const one of ran) await runOnce(one);
    const timings = [ours, ...(await timeInterleaved(ran, rounds))];
    printTimings(
      `Planned anew in a resident process, one file changed, ${size} nodes; ninja: its whole process, nothing changed`,
      timings,
      'seeknal, resident',
    );
    goals.ratio('4', `resident plan ${size}, of ninja`, 1, timings, 'seeknal, resident', 'ninja');
  }
}
