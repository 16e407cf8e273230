import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ourRun } from '../bench.mjs';
import { timeInterleaved } from '../measure.mjs';
import { printTimings } from '../print-timings.mjs';
import { writeSeeknalProject } from '../runners/seeknal-project.mjs';
import { graphOf } from '../shapes.mjs';

/**
 * Every node runs. Ours twice: with a copy of a file a node, as the others, and with a SQL statement and a Parquet file each.
 * @param {import('../bench.mjs').Bench} bench
 */
export async function full(bench) {
  const { rounds, usable, workDir } = bench;
  const size = 1000;
  const graph = graphOf('layered', size);
  const copies = await bench.copyingProject(graph, 'full-copies');
  const real = join(workDir, 'full-real');
  writeSeeknalProject(real, graph);
  const contestants = [
    {
      ...ourRun(copies),
      name: 'seeknal, a copy a node',
      command: [...ourRun(copies).command, '--full'],
    },
    { ...ourRun(real), name: 'seeknal, DuckDB', command: [...ourRun(real).command, '--full'] },
    ...usable
      .filter(({ name, mostNodes }) => mostNodes >= size && name !== 'turbo')
      .map((peer) => {
        const ran = bench.peerOn(peer, graph, 'full');
        return {
          ...ran,
          prepare: (/** @type {number} */ round) => {
            for (const [index] of graph.entries())
              writeFileSync(join(ran.dir, peer.inputOf(graph, index)), `${index} ${round}\n`);
          },
        };
      }),
  ];
  printTimings(
    `Full run, layered, ${size} nodes (turbo starts an npm a node and takes a minute: left out)`,
    await timeInterleaved(contestants, Math.min(rounds, 3)),
    'seeknal, a copy a node',
  );
}
