import { at } from './at';
import type { Distance } from './geometry';
import type { LayerOrder } from './layer-order';
import type { LayeredGraph } from './layered-graph';

/**
 * Puts the cards that only one node reads, or that read only one, evenly around it. Two of them are as near to it one
 * straight and one below as one above and one below: the second is what a person would draw.
 */
export function centreEnds(
  graph: LayeredGraph,
  order: LayerOrder,
  distance: Distance,
  middle: Int32Array,
): void {
  /** Where the vertex below this one may stand, and the one above it. */
  const roomBelow = (i: number): number =>
    at(middle, at(order.row, i)) + distance(at(order.row, i), at(order.row, i + 1));
  const roomAbove = (i: number): number =>
    at(middle, at(order.row, i)) - distance(at(order.row, i - 1), at(order.row, i));
  for (let layer = 0; layer < graph.layerCount; layer += 1) {
    const first = at(order.start, layer);
    const end = at(order.start, layer + 1);
    let next = first;
    while (next < end) {
      const start = next;
      const hub = onlyNeighbour(graph, at(order.row, start));
      let height = 0;
      for (next += 1; next < end && hub !== -1; next += 1) {
        if (onlyNeighbour(graph, at(order.row, next)) !== hub) break;
        height += distance(at(order.row, next - 1), at(order.row, next));
      }
      if (hub === -1) continue;
      const highest = start === first ? -Infinity : roomBelow(start - 1);
      const lowest = next === end ? Infinity : roomAbove(next) - height;
      let y = Math.min(Math.max(Math.round(at(middle, hub) - height / 2), highest), lowest);
      for (let i = start; i < next; i += 1) {
        if (i > start) y += distance(at(order.row, i - 1), at(order.row, i));
        middle[at(order.row, i)] = y;
      }
    }
  }
}

/** The one vertex that this one is connected to; -1 when there are more, or none. */
function onlyNeighbour({ incoming, outgoing, tails, heads }: LayeredGraph, vertex: number): number {
  const before = at(incoming.start, vertex);
  const beforeCount = at(incoming.start, vertex + 1) - before;
  const after = at(outgoing.start, vertex);
  const afterCount = at(outgoing.start, vertex + 1) - after;
  if (beforeCount + afterCount !== 1) return -1;
  return beforeCount === 1
    ? at(tails, at(incoming.arcs, before))
    : at(heads, at(outgoing.arcs, after));
}
