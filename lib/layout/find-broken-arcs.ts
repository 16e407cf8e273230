import { at } from './at';
import type { LayerOrder } from './layer-order';
import type { LayeredGraph } from './layered-graph';

/** By arc, 1 for those that may not be straight, because they cross a wire on its way from lane to lane. */
export function findBrokenArcs(graph: LayeredGraph, order: LayerOrder): Uint8Array {
  const { tails, heads, incoming, cardCount } = graph;
  const broken = new Uint8Array(tails.length);
  const isWire = (arc: number): boolean =>
    at(tails, arc) >= cardCount && at(heads, arc) >= cardCount;
  const markCrossed = (place: number, isCrossed: (tailRank: number) => boolean): void => {
    const vertex = at(order.row, place);
    for (let i = at(incoming.start, vertex); i < at(incoming.start, vertex + 1); i += 1) {
      const arc = at(incoming.arcs, i);
      if (!isWire(arc) && isCrossed(at(order.rank, at(tails, arc)))) broken[arc] = 1;
    }
  };
  const wireRankInto = (place: number): number | null => {
    const vertex = at(order.row, place);
    // A lane has one arc into it.
    if (vertex < cardCount) return null;
    const arc = at(incoming.arcs, at(incoming.start, vertex));
    return isWire(arc) ? at(order.rank, at(tails, arc)) : null;
  };
  for (let layer = 1; layer < graph.layerCount; layer += 1) {
    const first = at(order.start, layer);
    const end = at(order.start, layer + 1);
    let lowest = -1; // of the wires above, where the lowest comes from
    for (let place = first; place < end; place += 1) {
      markCrossed(place, (rank) => rank < lowest);
      lowest = Math.max(lowest, wireRankInto(place) ?? -1);
    }
    let highest = Infinity; // of the wires below, where the highest comes from
    for (let place = end - 1; place >= first; place -= 1) {
      markCrossed(place, (rank) => rank > highest);
      highest = Math.min(highest, wireRankInto(place) ?? Infinity);
    }
  }
  return broken;
}
