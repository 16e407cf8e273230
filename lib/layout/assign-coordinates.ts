import { alignBlocks, type Corner } from './align-blocks';
import { at } from './at';
import { findBrokenArcs } from './find-broken-arcs';
import type { Spacing } from './geometry';
import type { LayerOrder } from './layer-order';
import type { LayeredGraph } from './layered-graph';
import { packBlocks } from './pack-blocks';

const corners: readonly Corner[] = [
  { fromFirst: true, fromTop: true },
  { fromFirst: true, fromTop: false },
  { fromFirst: false, fromTop: true },
  { fromFirst: false, fromTop: false },
];

/**
 * The middle of each vertex across the layers, so that nothing stands above 0. After Brandes and Köpf, "Fast and Simple
 * Horizontal Coordinate Assignment" (2001): four drawings, each pushed to another corner, of which each vertex takes the
 * mean of its two middle places. What is straight in all four stays straight: chains, and wires in their lanes.
 */
export function assignCoordinates(
  graph: LayeredGraph,
  order: LayerOrder,
  cardHeight: number,
  spacing: Spacing,
): Float64Array {
  const distance = (upper: number, lower: number): number => {
    const cards = (upper < graph.cardCount ? 1 : 0) + (lower < graph.cardCount ? 1 : 0);
    if (cards === 0) return spacing.wire;
    return cards * (cardHeight / 2) + spacing.card;
  };
  const broken = findBrokenArcs(graph, order);
  const drawings = corners.map((corner) =>
    packBlocks(graph, order, alignBlocks(graph, order, broken, corner), corner, distance),
  );
  const middle = balance(drawings);
  const top = middle.reduce(
    (least, y, vertex) => Math.min(least, y - (vertex < graph.cardCount ? cardHeight / 2 : 0)),
    Infinity,
  );
  return middle.map((y) => y - top);
}

/** Lays the drawings over the most compact one: those pushed up by their top, the others by their bottom. */
function balance(drawings: readonly Float64Array[]): Float64Array {
  const extents = drawings.map(extentOf);
  const tightest = extents.reduce((a, b) => (b.bottom - b.top < a.bottom - a.top ? b : a), {
    top: 0,
    bottom: Infinity,
  });
  const shifts = extents.map(({ top, bottom }, index) =>
    corners[index]?.fromTop === true ? tightest.top - top : tightest.bottom - bottom,
  );
  const result = new Float64Array(drawings[0]?.length ?? 0);
  const four = new Float64Array(drawings.length);
  for (let vertex = 0; vertex < result.length; vertex += 1) {
    drawings.forEach((drawing, index) => {
      four[index] = at(drawing, vertex) + (shifts[index] ?? 0);
    });
    four.sort();
    result[vertex] = Math.round((at(four, 1) + at(four, 2)) / 2);
  }
  return result;
}

function extentOf(drawing: Float64Array): { top: number; bottom: number } {
  let top = Infinity;
  let bottom = -Infinity;
  for (const place of drawing) {
    top = Math.min(top, place);
    bottom = Math.max(bottom, place);
  }
  return { top, bottom };
}
