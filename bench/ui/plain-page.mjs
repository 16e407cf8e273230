import { build } from 'esbuild';

/** @import { BenchNode } from '../shapes.mjs' */

/**
 * The same graph as React Flow's own example with dagre draws it: laid out in the page before the first picture, every
 * node an element, with its map and controls.
 * @param {{ packageDir: string, toolDir: string, nodes: readonly BenchNode[] }} input
 * @returns {Promise<string>} a script
 */
export async function bundlePlainPage({ packageDir, toolDir, nodes }) {
  const graph = {
    names: nodes.map((node) => node.name),
    edges: nodes.flatMap((node, to) => node.reads.map((from) => [from, to])),
  };
  const result = await build({
    stdin: { contents: source(JSON.stringify(graph)), resolveDir: packageDir, loader: 'jsx' },
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    nodePaths: [`${toolDir}/node_modules`],
    logLevel: 'error',
  });
  return result.outputFiles[0]?.text ?? '';
}

/** @param {string} graph */
function source(graph) {
  return `
import dagre from '@dagrejs/dagre';
import { Background, Controls, MiniMap, ReactFlow } from '@xyflow/react';
import { createRoot } from 'react-dom/client';

const { names, edges } = ${graph};
const size = { width: 172, height: 36 };
const layout = new dagre.graphlib.Graph().setDefaultEdgeLabel(() => ({}));
layout.setGraph({ rankdir: 'LR', ranker: 'tight-tree' });
names.forEach((name) => layout.setNode(name, { ...size }));
edges.forEach(([from, to]) => layout.setEdge(names[from], names[to]));
dagre.layout(layout);
const nodes = names.map((name) => {
  const { x, y } = layout.node(name);
  return {
    id: name,
    position: { x: x - size.width / 2, y: y - size.height / 2 },
    data: { label: name },
    sourcePosition: 'right',
    targetPosition: 'left',
  };
});
const wires = edges.map(([from, to]) => ({
  id: names[from] + '-' + names[to],
  source: names[from],
  target: names[to],
}));
createRoot(document.getElementById('root')).render(
  <ReactFlow defaultNodes={nodes} defaultEdges={wires} fitView minZoom={0.01}>
    <MiniMap />
    <Controls />
    <Background />
  </ReactFlow>,
);
`;
}
