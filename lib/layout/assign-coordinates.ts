import { degreeOf } from './adjacency';
import { at } from './at';
import { centreEnds } from './centre-ends';
import { digraphOf } from './digraph';
import type { Distance, Spacing } from './geometry';
import type { LayerOrder } from './layer-order';
import type { LayeredGraph } from './layered-graph';
import type { Effort } from './drawing';
import { settleLayers } from './settle-layers';
import { shortenArcs } from './shorten-arcs';

/** As much as 1,000 nodes of a usual pipeline need; beyond that some wires are less straight than they could be. */
const mostWork = 4_000_000;

interface CoordinateOptions {
  /** Of the cards. */
  readonly heights: Float64Array;
  readonly spacing: Spacing;
  readonly effort: Effort;
  /** Middles of what should stay where it is, NaN for what is new; null when all may move. */
  readonly before: Float64Array | null;
}

/**
 * The middle of each vertex across the layers, so that nothing stands above 0. Wires run as straight as they can: the sum
 * of what they go up and down is the least possible, as in "A Technique for Drawing Directed Graphs" (1993), section 4.2.
 */
export function assignCoordinates(
  graph: LayeredGraph,
  order: LayerOrder,
  { heights, spacing, effort, before }: CoordinateOptions,
): Float64Array {
  const half = new Float64Array(graph.size);
  for (let card = 0; card < graph.cardCount; card += 1) half[card] = at(heights, card) / 2;
  const distance: Distance = (upper, lower) =>
    upper >= graph.cardCount && lower >= graph.cardCount
      ? spacing.wire
      : Math.ceil(at(half, upper) + at(half, lower)) + spacing.card;
  const middle = settleLayers(graph, order, distance, before, effort === 'quick' ? 4 : 8);
  if (before === null) {
    if (effort === 'refined') straighten(graph, order, distance, middle);
    centreEnds(graph, order, distance, middle);
  }
  let top = Infinity;
  middle.forEach((y, vertex) => {
    top = Math.min(top, y - at(half, vertex));
  });
  return Float64Array.from(middle, (y) => y - top);
}

/**
 * How far an arc goes up or down is no length of an arc, which has a direction. So each arc is held by a point of its own
 * that lies before both its ends: what the two strings are long in total is least when the ends are level.
 */
function straighten(
  graph: LayeredGraph,
  order: LayerOrder,
  distance: Distance,
  middle: Int32Array,
): void {
  const pairCount = graph.size - graph.layerCount;
  const arcCount = 2 * graph.tails.length + pairCount;
  const tails = new Int32Array(arcCount);
  const heads = new Int32Array(arcCount);
  const weights = new Int32Array(arcCount);
  const leastLengths = new Int32Array(arcCount);
  const places = new Int32Array(graph.size + graph.tails.length);
  places.set(middle);

  graph.tails.forEach((tail, arc) => {
    const head = at(graph.heads, arc);
    const holder = graph.size + arc;
    places[holder] = Math.min(at(middle, tail), at(middle, head));
    const weight = weightOf(graph, tail, head);
    tails.fill(holder, 2 * arc, 2 * arc + 2);
    heads[2 * arc] = tail;
    heads[2 * arc + 1] = head;
    weights.fill(weight, 2 * arc, 2 * arc + 2);
  });
  let next = 2 * graph.tails.length;
  for (let layer = 0; layer < graph.layerCount; layer += 1) {
    for (let i = at(order.start, layer); i + 1 < at(order.start, layer + 1); i += 1) {
      const upper = at(order.row, i);
      const lower = at(order.row, i + 1);
      tails[next] = upper;
      heads[next] = lower;
      leastLengths[next] = distance(upper, lower);
      next += 1;
    }
  }
  shortenArcs(digraphOf(places.length, tails, heads), places, { leastLengths, weights, mostWork });
  middle.set(places.subarray(0, graph.size));
}

/** How much it matters that an arc is level. */
function weightOf(graph: LayeredGraph, tail: number, head: number): number {
  const lanes = (tail < graph.cardCount ? 0 : 1) + (head < graph.cardCount ? 0 : 1);
  if (lanes === 2) return 8;
  // What hangs on one node alone draws it into its middle.
  return lanes === 1 || isEnd(graph, tail) || isEnd(graph, head) ? 2 : 1;
}

function isEnd(graph: LayeredGraph, vertex: number): boolean {
  return degreeOf(graph.incoming, vertex) + degreeOf(graph.outgoing, vertex) === 1;
}
