import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { layoutCanvas } from '../../lib/layout/layout-canvas';

/**
 * One drawing by one of the layouts, in a thread of its own; run.mjs starts it. Peers come without types: they are
 * installed outside of the repository.
 * @typedef {{ ms: number, x: number[], y: number[] }} Drawn
 */

const card = { width: 244, height: 82 };
const spacing = { layer: 80, card: 22, wire: 16 };
const { name, graph, toolDir } = workerData;
const load = createRequire(pathToFileURL(join(toolDir, 'package.json')));
parentPort?.postMessage(await draw());

async function draw() {
  switch (name) {
    case 'ours quick':
      return ours('quick');
    case 'ours refined':
      return ours('refined');
    case 'dagre':
      return dagre();
    case 'elk':
      return elk();
    default:
      return graphviz();
  }
}

/** The best of three: a page that is open has drawn before. @param {'quick' | 'refined'} effort */
function ours(effort) {
  let best = null;
  for (let round = 0; round < 3; round += 1) {
    const start = performance.now();
    const { x, y } = layoutCanvas(
      {
        size: graph.size,
        tails: Int32Array.from(graph.edges, ([from]) => from),
        heads: Int32Array.from(graph.edges, ([, to]) => to),
        cardSize: card,
        spacing,
        direction: 'LR',
        frameOf: null,
        framePadding: { side: 28, title: 64 },
        before: null,
      },
      effort,
    );
    const ms = performance.now() - start;
    if (best === null || ms < best.ms) best = { ms, x: [...x], y: [...y] };
  }
  return best ?? { ms: NaN, x: [], y: [] };
}

function dagre() {
  const library = load('@dagrejs/dagre');
  const drawing = new library.graphlib.Graph().setDefaultEdgeLabel(() => ({}));
  drawing.setGraph({ rankdir: 'LR', ranker: 'tight-tree', ranksep: 80, nodesep: 22 });
  for (let node = 0; node < graph.size; node += 1) drawing.setNode(String(node), { ...card });
  for (const [from, to] of graph.edges) drawing.setEdge(String(from), String(to));
  const start = performance.now();
  library.layout(drawing);
  const ms = performance.now() - start;
  const nodes = Array.from({ length: graph.size }, (_, node) => drawing.node(String(node)));
  return { ms, x: nodes.map(({ x }) => x), y: nodes.map(({ y }) => y) };
}

async function elk() {
  const Elk = load('elkjs/lib/elk.bundled.js');
  const start = performance.now();
  const { children } = await new Elk().layout({
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.layered.spacing.nodeNodeBetweenLayers': '80',
      'elk.spacing.nodeNode': '22',
    },
    children: Array.from({ length: graph.size }, (_, node) => ({ id: String(node), ...card })),
    edges: graph.edges.map(([from, to], index) => ({
      id: `e${index}`,
      sources: [String(from)],
      targets: [String(to)],
    })),
  });
  const ms = performance.now() - start;
  return { ms, x: children.map(({ x }) => x), y: children.map(({ y }) => y) };
}

async function graphviz() {
  const { Graphviz } = await import(pathToFileURL(load.resolve('@hpcc-js/wasm-graphviz')).href);
  const engine = await Graphviz.load();
  const dot = [
    'digraph { rankdir=LR; ranksep=1.11; nodesep=0.3;',
    'node [shape=box fixedsize=true width=3.39 height=1.14 label=""];',
    ...Array.from({ length: graph.size }, (_, node) => `${node};`),
    ...graph.edges.map(([from, to]) => `${from}->${to};`),
    '}',
  ].join('\n');
  const start = performance.now();
  const plain = engine.layout(dot, 'plain', 'dot');
  const ms = performance.now() - start;
  const [x, y] = [[], []];
  for (const line of plain.split('\n')) {
    const [what, node, left, top] = line.split(' ');
    if (what !== 'node') continue;
    // Inches, upwards.
    x[Number(node)] = Number(left) * 72;
    y[Number(node)] = -Number(top) * 72;
  }
  return { ms, x, y };
}
