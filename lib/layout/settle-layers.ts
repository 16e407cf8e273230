import { at } from './at';
import type { Distance } from './geometry';
import type { LayerOrder } from './layer-order';
import type { LayeredGraph } from './layered-graph';

/** How much more is heard where a card, or a wire, was before than that wires should be straight. */
const keptWeight = 64;

/**
 * The middles of all vertices: each layer as close to the means of its neighbours as there is room. What has a place
 * in `before` wants to be there and nowhere else.
 */
export function settleLayers(
  graph: LayeredGraph,
  order: LayerOrder,
  distance: Distance,
  before: Float64Array | null,
  sweeps: number,
): Int32Array {
  const middle = stackLayers(graph, order, distance);
  const wishes = new Float64Array(graph.size);
  const weights = new Float64Array(graph.size);
  const keptAt = (vertex: number): number => (before === null ? NaN : at(before, vertex));
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    for (let step = 0; step < graph.layerCount; step += 1) {
      const layer = sweep % 2 === 0 ? step : graph.layerCount - 1 - step;
      for (let i = at(order.start, layer); i < at(order.start, layer + 1); i += 1) {
        const vertex = at(order.row, i);
        const kept = keptAt(vertex);
        if (Number.isNaN(kept)) wishLikeNeighbours(graph, middle, vertex, wishes, weights);
        else {
          wishes[vertex] = kept;
          weights[vertex] = keptWeight;
        }
      }
      fitLayer(order, layer, distance, wishes, weights, middle);
    }
  }
  return middle;
}

/** Every layer as one pile without gaps, and all piles around the same height. */
function stackLayers(graph: LayeredGraph, order: LayerOrder, distance: Distance): Int32Array {
  const middle = new Int32Array(graph.size);
  for (let layer = 0; layer < graph.layerCount; layer += 1) {
    const first = at(order.start, layer);
    const end = at(order.start, layer + 1);
    for (let i = first + 1; i < end; i += 1) {
      const [upper, lower] = [at(order.row, i - 1), at(order.row, i)];
      middle[lower] = at(middle, upper) + distance(upper, lower);
    }
    const half = Math.round(at(middle, at(order.row, end - 1)) / 2);
    for (let i = first; i < end; i += 1) {
      const vertex = at(order.row, i);
      middle[vertex] = at(middle, vertex) - half;
    }
  }
  return middle;
}

function wishLikeNeighbours(
  { incoming, outgoing, tails, heads }: LayeredGraph,
  middle: Int32Array,
  vertex: number,
  wishes: Float64Array,
  weights: Float64Array,
): void {
  let sum = 0;
  for (let i = at(incoming.start, vertex); i < at(incoming.start, vertex + 1); i += 1) {
    sum += at(middle, at(tails, at(incoming.arcs, i)));
  }
  for (let i = at(outgoing.start, vertex); i < at(outgoing.start, vertex + 1); i += 1) {
    sum += at(middle, at(heads, at(outgoing.arcs, i)));
  }
  const before = at(incoming.start, vertex + 1) - at(incoming.start, vertex);
  const after = at(outgoing.start, vertex + 1) - at(outgoing.start, vertex);
  const count = before + after;
  wishes[vertex] = count === 0 ? at(middle, vertex) : sum / count;
  weights[vertex] = Math.max(1, count);
}

/** Vertices that stand without room between them, and move as one. */
interface Pile {
  readonly first: number;
  /** Where its first vertex wants to be when all of it is heard, times the weight. */
  readonly pull: number;
  readonly weight: number;
}

/**
 * Places a layer so that the squares of what each vertex is away from its wish are least in sum: piles that would overlap
 * become one pile (pool adjacent violators).
 */
function fitLayer(
  order: LayerOrder,
  layer: number,
  distance: Distance,
  wishes: Float64Array,
  weights: Float64Array,
  middle: Int32Array,
): void {
  const first = at(order.start, layer);
  const end = at(order.start, layer + 1);
  const offsets = new Float64Array(end - first);
  const piles: Pile[] = [];
  for (let i = first; i < end; i += 1) {
    const vertex = at(order.row, i);
    if (i > first) {
      offsets[i - first] = at(offsets, i - 1 - first) + distance(at(order.row, i - 1), vertex);
    }
    const weight = at(weights, vertex);
    let pile: Pile = {
      first: i,
      pull: (at(wishes, vertex) - at(offsets, i - first)) * weight,
      weight,
    };
    for (let above = piles.at(-1); above !== undefined; above = piles.at(-1)) {
      if (above.pull / above.weight < pile.pull / pile.weight) break;
      pile = {
        first: above.first,
        pull: above.pull + pile.pull,
        weight: above.weight + pile.weight,
      };
      piles.pop();
    }
    piles.push(pile);
  }
  piles.forEach((pile, index) => {
    const place = Math.round(pile.pull / pile.weight);
    for (let i = pile.first; i < (piles[index + 1]?.first ?? end); i += 1) {
      middle[at(order.row, i)] = place + at(offsets, i - first);
    }
  });
}
