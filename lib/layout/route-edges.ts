import { at } from './at';
import type { Sizes } from './geometry';
import type { LayeredGraph } from './layered-graph';

/** What is known of a drawing once every vertex has its place. */
export interface PlacedGraph extends Sizes {
  readonly graph: LayeredGraph;
  /** By layer: where its cards start. */
  readonly left: Float64Array;
  /** By layer: of its widest card. */
  readonly width: Float64Array;
  /** By vertex: its middle. */
  readonly middle: Float64Array;
}

/** A stretch of a card's lanes at one height, from layer to layer, both included. */
interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly y: number;
}

/**
 * Where the wires of a card bend, by the card at their other end, x and y by turns; none when that is in the next layer.
 * They run level for the whole width of a layer that they pass, so that they never go behind a card.
 */
export function routesFrom(placed: PlacedGraph, tail: number): (head: number) => number[] {
  const { graph, left, width, middle, widths } = placed;
  const stretches = stretchesOf(placed, tail);
  const layer = at(graph.layerOf, tail);
  // Out of a layer that is wider than the card: past its neighbours before it bends.
  const start =
    at(widths, tail) < at(width, layer)
      ? [at(left, layer) + at(width, layer), at(middle, tail)]
      : [];
  return (head) => {
    const end = at(graph.layerOf, head) - 1;
    if (end - layer > at(graph.laneCount, tail)) return [];
    const points = [...start];
    // Only as far as the wire runs: a node that all others of a long chain read has as many wires as lanes.
    for (const { first, last, y } of stretches) {
      if (first > end) break;
      const until = Math.min(last, end);
      points.push(at(left, first), y, at(left, until) + at(width, until), y);
    }
    return points;
  };
}

function stretchesOf({ graph, middle }: PlacedGraph, card: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (let step = 0; step < at(graph.laneCount, card); step += 1) {
    const lane = at(graph.firstLane, card) + step;
    const layer = at(graph.layerOf, lane);
    const y = at(middle, lane);
    const before = stretches.at(-1);
    if (before?.y === y) stretches.pop();
    stretches.push({ first: before?.y === y ? before.first : layer, last: layer, y });
  }
  return stretches;
}

/** The way back from a card to one before it: down behind the card, along at the given height, and up again. */
export function routeBack(
  { graph, left, width, middle }: PlacedGraph,
  tail: number,
  head: number,
  y: number,
  aside: number,
): number[] {
  const layer = at(graph.layerOf, tail);
  const start = at(left, layer) + at(width, layer) + aside;
  const end = at(left, at(graph.layerOf, head)) - aside;
  return [start, at(middle, tail), start, y, end, y, end, at(middle, head)];
}
