import { at } from './at';
import type { LayeredGraph } from './layered-graph';

/** Who stands where in each layer: the vertices of layer `i` are `row[start[i]]` up to `row[start[i + 1]]`, top first. */
export interface LayerOrder {
  readonly start: Int32Array;
  readonly row: Int32Array;
  /** By vertex: how many stand above it in its layer. */
  readonly rank: Int32Array;
}

/** Puts the vertices in layers, within each in the sequence that is given. */
export function layerOrderOf(graph: LayeredGraph, sequence: Int32Array): LayerOrder {
  const start = new Int32Array(graph.layerCount + 1);
  for (const layer of graph.layerOf) start[layer + 1] = at(start, layer + 1) + 1;
  for (let layer = 0; layer < graph.layerCount; layer += 1) {
    start[layer + 1] = at(start, layer + 1) + at(start, layer);
  }
  const free = start.slice();
  const row = new Int32Array(graph.size);
  const rank = new Int32Array(graph.size);
  for (const vertex of sequence) {
    const layer = at(graph.layerOf, vertex);
    const place = at(free, layer);
    row[place] = vertex;
    rank[vertex] = place - at(start, layer);
    free[layer] = place + 1;
  }
  return { start, row, rank };
}
