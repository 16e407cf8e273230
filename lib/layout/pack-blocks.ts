import { adjacencyOf } from './adjacency';
import type { Corner } from './align-blocks';
import { at } from './at';
import type { LayerOrder } from './layer-order';
import type { LayeredGraph } from './layered-graph';

/**
 * Places blocks across the layers as close to the corner's side as their distances allow, then pulls each back towards
 * the blocks on its other side, so that no block stays away from its neighbours. Grows downwards for every corner.
 */
export function packBlocks(
  graph: LayeredGraph,
  order: LayerOrder,
  root: Int32Array,
  { fromTop }: Corner,
  distance: (upper: number, lower: number) => number,
): Float64Array {
  const before: number[] = [];
  const after: number[] = [];
  const gaps: number[] = [];
  for (let layer = 0; layer < graph.layerCount; layer += 1) {
    const first = at(order.start, layer);
    const end = at(order.start, layer + 1);
    for (let place = first; place + 1 < end; place += 1) {
      const upper = at(order.row, place);
      const lower = at(order.row, place + 1);
      before.push(at(root, fromTop ? upper : lower));
      after.push(at(root, fromTop ? lower : upper));
      gaps.push(distance(upper, lower));
    }
  }
  const tails = Int32Array.from(before);
  const heads = Int32Array.from(after);
  const away = Float64Array.from(gaps);
  const outgoing = adjacencyOf(graph.size, tails);
  const waitsFor = new Int32Array(graph.size);
  for (const head of heads) waitsFor[head] = at(waitsFor, head) + 1;

  const sequence = new Int32Array(graph.size);
  let length = 0;
  for (let vertex = 0; vertex < graph.size; vertex += 1) {
    if (at(root, vertex) === vertex && at(waitsFor, vertex) === 0) sequence[length++] = vertex;
  }
  const placeOf = new Float64Array(graph.size);
  for (let next = 0; next < length; next += 1) {
    const block = at(sequence, next);
    for (let i = at(outgoing.start, block); i < at(outgoing.start, block + 1); i += 1) {
      const arc = at(outgoing.arcs, i);
      const head = at(heads, arc);
      placeOf[head] = Math.max(at(placeOf, head), at(placeOf, block) + at(away, arc));
      waitsFor[head] = at(waitsFor, head) - 1;
      if (at(waitsFor, head) === 0) sequence[length++] = head;
    }
  }
  for (let next = length - 1; next >= 0; next -= 1) {
    const block = at(sequence, next);
    let room = Infinity;
    for (let i = at(outgoing.start, block); i < at(outgoing.start, block + 1); i += 1) {
      const arc = at(outgoing.arcs, i);
      room = Math.min(room, at(placeOf, at(heads, arc)) - at(away, arc));
    }
    if (room !== Infinity) placeOf[block] = Math.max(at(placeOf, block), room);
  }
  return placeOf.map((_, vertex) => {
    const place = at(placeOf, at(root, vertex));
    return fromTop ? place : -place;
  });
}
