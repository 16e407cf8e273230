import { at } from './at';
import type { LayerOrder } from './layer-order';
import type { LayeredGraph } from './layered-graph';

/** Which way a drawing is pushed: layers from the first or the last on, each from its top or its bottom on. */
export interface Corner {
  readonly fromFirst: boolean;
  readonly fromTop: boolean;
}

/**
 * Groups vertices of neighbouring layers into blocks that are drawn on one straight line: each vertex with the median of
 * its neighbours in the layer before, if nothing that is aligned already lies between. By vertex: the block's first.
 */
export function alignBlocks(
  graph: LayeredGraph,
  order: LayerOrder,
  broken: Uint8Array,
  { fromFirst, fromTop }: Corner,
): Int32Array {
  const { start, arcs } = fromFirst ? graph.incoming : graph.outgoing;
  const ends = fromFirst ? graph.tails : graph.heads;
  const root = Int32Array.from({ length: graph.size }, (_, vertex) => vertex);
  const isAligned = new Uint8Array(graph.size);
  // Ranks as this corner sees them: counted from the side where it starts.
  const rankOf = (vertex: number): number =>
    fromTop ? at(order.rank, vertex) : -at(order.rank, vertex);

  for (let step = 1; step < graph.layerCount; step += 1) {
    const layer = fromFirst ? step : graph.layerCount - 1 - step;
    const first = at(order.start, layer);
    const end = at(order.start, layer + 1);
    let last = -Infinity;
    for (let offset = 0; offset < end - first; offset += 1) {
      const vertex = at(order.row, fromTop ? first + offset : end - 1 - offset);
      const near = Array.from(arcs.subarray(at(start, vertex), at(start, vertex + 1))).sort(
        (a, b) => rankOf(at(ends, a)) - rankOf(at(ends, b)),
      );
      const middle = (near.length - 1) / 2;
      for (const arc of near.slice(Math.floor(middle), Math.ceil(middle) + 1)) {
        const neighbour = at(ends, arc);
        if (at(root, vertex) !== vertex) break;
        if (broken[arc] === 1 || isAligned[neighbour] === 1 || rankOf(neighbour) <= last) continue;
        isAligned[neighbour] = 1;
        root[vertex] = at(root, neighbour);
        last = rankOf(neighbour);
      }
    }
  }
  return root;
}
