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

/**
 * Where the wire between two cards bends; none when they are in neighbouring layers. It runs level for the whole width of
 * a layer that it passes, so that it never goes behind a card.
 */
export function routeForward(
  { graph, left, middle, cardSize }: PlacedGraph,
  tail: number,
  head: number,
): Point[] {
  const between = at(graph.layerOf, head) - at(graph.layerOf, tail) - 1;
  if (between > at(graph.laneCount, tail)) return [];
  const points: Point[] = [];
  for (let step = 0; step < between; step += 1) {
    const lane = at(graph.firstLane, tail) + step;
    const x = at(left, at(graph.layerOf, lane));
    const y = at(middle, lane);
    // A level stretch is one, over however many layers.
    if (points.at(-1)?.y === y) points.pop();
    else points.push({ x, y });
    points.push({ x: x + cardSize.width, y });
  }
  return points;
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
