import { at } from './at';
import type { Point, Size, Spacing } from './geometry';
import type { LayeredGraph } from './layered-graph';

/** What is known of a drawing once every vertex has its place. */
export interface PlacedGraph {
  readonly graph: LayeredGraph;
  /** By layer: where its cards start. */
  readonly left: Float64Array;
  /** By vertex: its middle. */
  readonly middle: Float64Array;
  readonly cardSize: Size;
}

/** A stretch of a card's lanes at one height, from layer to layer, both included. */
interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly y: number;
}

/**
 * Where the wires of a card bend, by the card at their other end; none when that is in the next layer. They run level for
 * the whole width of a layer that they pass, so that they never go behind a card.
 */
export function routesFrom(placed: PlacedGraph, tail: number): (head: number) => Point[] {
  const { graph, left, cardSize } = placed;
  const stretches = stretchesOf(placed, tail);
  return (head) => {
    const end = at(graph.layerOf, head) - 1;
    if (end - at(graph.layerOf, tail) > at(graph.laneCount, tail)) return [];
    const points: Point[] = [];
    // Only as far as the wire runs: a node that all others of a long chain read has as many wires as lanes.
    for (const { first, last, y } of stretches) {
      if (first > end) break;
      points.push({ x: at(left, first), y });
      points.push({ x: at(left, Math.min(last, end)) + cardSize.width, y });
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
  { graph, left, middle, cardSize }: PlacedGraph,
  tail: number,
  head: number,
  y: number,
  spacing: Spacing,
): Point[] {
  const aside = spacing.layer / 4;
  const start = at(left, at(graph.layerOf, tail)) + cardSize.width + aside;
  const end = at(left, at(graph.layerOf, head)) - aside;
  return [
    { x: start, y: at(middle, tail) },
    { x: start, y },
    { x: end, y },
    { x: end, y: at(middle, head) },
  ];
}
