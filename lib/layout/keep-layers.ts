import { topologicalOrder } from './assign-layers';
import { at } from './at';
import type { Digraph } from './digraph';

/**
 * The layers that cards had before, by where they stood; `step` is what layers are apart. A card that is new goes right
 * after what it reads, or right before what reads it, and only what then would not come after its upstream moves on.
 */
export function keepLayers(graph: Digraph, beforeX: Float64Array, step: number): Int32Array {
  const least = beforeX.reduce((min, x) => (x < min ? x : min), Infinity);
  const layers = new Int32Array(graph.size);
  const isKept = (vertex: number): boolean => !Number.isNaN(at(beforeX, vertex));
  for (const vertex of topologicalOrder(graph)) {
    let layer = isKept(vertex) ? Math.round((at(beforeX, vertex) - least) / step) : -Infinity;
    const first = at(graph.incoming.start, vertex);
    const end = at(graph.incoming.start, vertex + 1);
    for (let i = first; i < end; i += 1) {
      layer = Math.max(layer, at(layers, at(graph.tails, at(graph.incoming.arcs, i))) + 1);
    }
    if (layer === -Infinity) layer = beforeReaders(graph, vertex, beforeX, least, step);
    layers[vertex] = layer;
  }
  return withoutGaps(layers);
}

/** A new source stands beside what reads it, which may be left of everything that there was. */
function beforeReaders(
  graph: Digraph,
  vertex: number,
  beforeX: Float64Array,
  least: number,
  step: number,
): number {
  let layer = Infinity;
  for (let i = at(graph.outgoing.start, vertex); i < at(graph.outgoing.start, vertex + 1); i += 1) {
    const x = at(beforeX, at(graph.heads, at(graph.outgoing.arcs, i)));
    if (!Number.isNaN(x)) layer = Math.min(layer, Math.round((x - least) / step) - 1);
  }
  return layer === Infinity ? 0 : layer;
}

function withoutGaps(layers: Int32Array): Int32Array {
  const used = [...new Set(layers)].sort((a, b) => a - b);
  const index = new Map(used.map((layer, place) => [layer, place]));
  return layers.map((layer) => index.get(layer) ?? 0);
}
