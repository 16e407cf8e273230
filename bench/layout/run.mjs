/**
 * Compares the layout with elkjs, Graphviz and dagre on the same graphs: time, crossings, size of the drawing. See
 * ../README.md. `npm run bench:layout -- [--sizes 100,1000] [--dir DIR]`
 */
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { installNpmPeers } from '../install-peers.mjs';
import { graphOf } from '../shapes.mjs';
import { countCrossings } from './count-crossings.mjs';

const { values: flags } = parseArgs({
  options: {
    sizes: { type: 'string', default: '100,1000,10000' },
    dir: { type: 'string', default: join(tmpdir(), 'seeknal-bench-layout') },
  },
});
const benchDir = dirname(fileURLToPath(import.meta.url));
const toolDir = join(flags.dir, 'tools');
/** A layout that takes longer is cut there and counts as beaten. */
const patienceMs = 60_000;

mkdirSync(flags.dir, { recursive: true });
const hasPeers = installNpmPeers(toolDir, [
  'elkjs@0.12',
  '@hpcc-js/wasm-graphviz@1',
  '@dagrejs/dagre@3',
]);
const contestant = join(flags.dir, 'contestant.mjs');
await build({
  entryPoints: [join(benchDir, 'contestant.mjs')],
  outfile: contestant,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'error',
});
const names = ['ours quick', 'ours refined', ...(hasPeers ? ['dagre', 'elk', 'graphviz'] : [])];
console.log('nodes  edges  layout         ms    crossings   width x height');
for (const size of flags.sizes.split(',').map(Number)) {
  const nodes = graphOf('layered', size);
  const edges = nodes.flatMap((node, to) =>
    node.reads.map((from) => /** @type {const} */ ([from, to])),
  );
  for (const name of names) {
    const drawn = await draw(name, { size, edges });
    const line = [
      String(size).padStart(5),
      String(edges.length).padStart(6),
      ` ${name.padEnd(13)}`,
    ];
    if (drawn === null) console.log(`${line.join(' ')} > ${patienceMs}`);
    else {
      const { ms, x, y } = drawn;
      const wide = Math.max(...x) - Math.min(...x);
      const high = Math.max(...y) - Math.min(...y);
      console.log(
        [
          ...line,
          ms.toFixed(0).padStart(6),
          String(countCrossings(edges, x, y)).padStart(11),
          `  ${Math.round(wide)} x ${Math.round(high)}`,
        ].join(' '),
      );
    }
  }
}

/**
 * Each in a thread of its own, so that one that never ends can be ended.
 * @param {string} name
 * @param {{ size: number, edges: readonly (readonly [number, number])[] }} graph
 * @returns {Promise<{ ms: number, x: number[], y: number[] } | null>} middles of cards; null when it took too long
 */
function draw(name, graph) {
  return new Promise((resolve) => {
    const worker = new Worker(contestant, { workerData: { name, graph, toolDir } });
    const timer = setTimeout(() => end(null), patienceMs);
    /** @param {{ ms: number, x: number[], y: number[] } | null} result */
    const end = (result) => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(result);
    };
    worker.once('message', end);
    worker.once('error', (error) => {
      console.error(`${name}: ${error.message}`);
      end(null);
    });
  });
}
