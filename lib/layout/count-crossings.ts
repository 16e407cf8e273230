import { at } from './at';
import type { LayerOrder } from './layer-order';
import type { LayeredGraph } from './layered-graph';

/** How many pairs of arcs cross when the layers are ordered so. */
export function countCrossings(graph: LayeredGraph, order: LayerOrder): number {
  let widest = 0;
  for (let layer = 0; layer < graph.layerCount; layer += 1) {
    widest = Math.max(widest, at(order.start, layer + 1) - at(order.start, layer));
  }
  // A Fenwick tree over the ranks of a layer: how many arcs seen so far end at a rank or above it.
  const tree = new Int32Array(widest + 1);
  let crossings = 0;
  for (let layer = 0; layer + 1 < graph.layerCount; layer += 1) {
    const width = at(order.start, layer + 2) - at(order.start, layer + 1);
    tree.fill(0, 0, width + 1);
    let seen = 0;
    for (let place = at(order.start, layer); place < at(order.start, layer + 1); place += 1) {
      const vertex = at(order.row, place);
      const first = at(graph.outgoing.start, vertex);
      const end = at(graph.outgoing.start, vertex + 1);
      // Arcs of one vertex do not cross each other: count all before any is added.
      for (let i = first; i < end; i += 1) {
        let notBelow = 0;
        for (
          let rank = at(order.rank, at(graph.heads, at(graph.outgoing.arcs, i))) + 1;
          rank > 0;
          rank -= rank & -rank
        ) {
          notBelow += at(tree, rank);
        }
        crossings += seen - notBelow;
      }
      for (let i = first; i < end; i += 1) {
        for (
          let rank = at(order.rank, at(graph.heads, at(graph.outgoing.arcs, i))) + 1;
          rank <= width;
          rank += rank & -rank
        ) {
          tree[rank] = at(tree, rank) + 1;
        }
      }
      seen += end - first;
    }
  }
  return crossings;
}
