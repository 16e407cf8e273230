import { start, ourRun, floorsOf } from '../bench.mjs';
import { peakMegabytes, prepareOnce, timeInterleaved } from '../measure.mjs';
import { printTimings } from '../print-timings.mjs';
import { graphOf } from '../shapes.mjs';

/**
 * All cached: what most runs are.
 * @param {import('../bench.mjs').Bench} bench
 */
export async function cached(bench) {
  const { rounds, sizes, usable, goals } = bench;
  for (const size of sizes) {
    const graph = graphOf('layered', size);
    const ours = await bench.builtProject('layered', size);
    const floors = floorsOf(ours);
    const others = usable
      .filter((peer) => peer.mostNodes >= size)
      .map((peer) => bench.peerOn(peer, graph, `layered-${size}`));
    const contestants = [
      start,
      floors.json,
      ...(size <= 1000 ? [floors.yaml] : []),
      ourRun(ours),
      ...others,
    ];
    for (const contestant of [...contestants, ...contestants]) await prepareOnce(contestant);
    const timings = await timeInterleaved(contestants, rounds);
    printTimings(`All cached, layered, ${size} nodes`, timings, 'floor-json');
    /** @type {[string, number | null][]} */
    const memory = [];
    for (const contestant of contestants)
      memory.push([contestant.name, await peakMegabytes(contestant)]);
    console.log(
      `  peak MB: ${memory.map(([name, mb]) => `${name} ${mb === null ? '-' : Math.round(Number(mb))}`).join(' · ')}`,
    );
    const [json, our] = ['floor-json', 'seeknal'].map((name) =>
      Number(memory.find(([other]) => other === name)?.[1] ?? NaN),
    );
    const row = size === 1000 ? '1' : size === 10_000 ? '2' : '1b';
    goals.ratio(
      row,
      `all cached ${size}, of floor-json`,
      size === 10_000 ? 1.25 : 1.15,
      timings,
      'seeknal',
      'floor-json',
    );
    if (size === 1000) {
      goals.ratio(row, 'all cached 1000, of turbo', 0.3, timings, 'seeknal', 'turbo');
      goals.ratio(row, 'all cached 1000, of doit', 0.45, timings, 'seeknal', 'doit');
    }
    if (size === 10_000)
      goals.ratio(row, 'all cached 10000, of ninja', 4, timings, 'seeknal', 'ninja');
    if (size === 10 || size === 100)
      goals.ratio(row, `all cached ${size}, of turbo`, 1.05, timings, 'seeknal', 'turbo');
    if (size >= 1000)
      goals.value('11', `peak memory ${size}, of floor-json`, 1.3, (our ?? NaN) / (json ?? NaN));
  }
}
