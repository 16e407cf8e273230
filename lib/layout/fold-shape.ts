import { at } from './at';
import type { Digraph } from './digraph';
import type { Drawing, ShapeOptions } from './drawing';
import type { Sizes, Spacing } from './geometry';
import { layoutShape } from './layout-shape';

/** Up to this extent a drawing can be read as a whole on the screens that people have. */
const readableExtent = 1700;
/** Rows must make the whole so much larger on the screen to be worth that the flow breaks. */
const worthwhile = 0.6;

/**
 * Draws few things that nobody would want to follow through a long thin line: as layers where that can be read as a whole,
 * else in rows, as a text is. A wire to the next thing in its row is straight; all others run in the lanes above the row
 * where they end, one lane a row for each thing that they start from. `aspect`: how much longer than high a screen is, along
 * the flow. Places of before are not looked at.
 */
export function foldShape(shape: Digraph, options: ShapeOptions, aspect: number): Drawing {
  const layered = layoutShape(shape, { ...options, before: null });
  const extent = extentOf(layered.bounds, aspect);
  if (extent <= readableExtent) return layered;
  const order = Array.from({ length: shape.size }, (_, vertex) => vertex).sort(
    (a, b) => at(layered.x, a) - at(layered.x, b) || at(layered.y, a) - at(layered.y, b),
  );
  let best = layered;
  let least = worthwhile * extent;
  // Many more columns than rows are no picture of a screen.
  for (
    let columns = 1;
    columns <= Math.min(shape.size, Math.ceil(3 * Math.sqrt(shape.size)));
    columns += 1
  ) {
    const rows = drawRows(shape, order, columns, options);
    const own = extentOf(rows.bounds, aspect);
    if (own > least) continue;
    [best, least] = [rows, own];
  }
  return best;
}

/** How far away one must be to see all of it. */
function extentOf({ width, height }: { width: number; height: number }, aspect: number): number {
  const stretch = Math.sqrt(aspect);
  return Math.max(width / stretch, height * stretch);
}

function measureGrid(order: readonly number[], columns: number, sizes: Sizes) {
  const widths = new Float64Array(columns);
  const heights = new Float64Array(Math.ceil(order.length / columns));
  order.forEach((vertex, place) => {
    const [column, row] = [place % columns, Math.floor(place / columns)];
    widths[column] = Math.max(at(widths, column), at(sizes.widths, vertex));
    heights[row] = Math.max(at(heights, row), at(sizes.heights, vertex));
  });
  return { widths, heights };
}

function drawRows(
  shape: Digraph,
  order: readonly number[],
  columns: number,
  { sizes, spacing }: ShapeOptions,
): Drawing {
  const placeOf = new Int32Array(shape.size);
  order.forEach((vertex, place) => {
    placeOf[vertex] = place;
  });
  const columnOf = (vertex: number): number => at(placeOf, vertex) % columns;
  const rowOf = (vertex: number): number => Math.floor(at(placeOf, vertex) / columns);
  const { widths, heights } = measureGrid(order, columns, sizes);
  const isStraight = (tail: number, head: number): boolean =>
    rowOf(tail) === rowOf(head) && columnOf(head) === columnOf(tail) + 1;

  const lanes = lanesAbove(shape, heights.length, { placeOf, rowOf, isStraight });
  // The room on either side of the rows that wires take which go from one to another.
  const aside = lanes.some((lane) => lane.size > 0) ? spacing.layer * 0.6 : 0;
  const left = startsOf(widths, (column) => (column === 0 ? aside : spacing.layer));
  const top = startsOf(heights, (row) => gapFor(lanes[row]?.size ?? 0, row, spacing));
  const middle = (row: number): number => at(top, row) + at(heights, row) / 2;
  const goesFar = new Set(
    Array.from(shape.tails).filter((tail, arc) => {
      const rows = rowOf(at(shape.heads, arc)) - rowOf(tail);
      return rows !== 0 && rows !== 1;
    }),
  );
  const leave = (vertex: number): number => {
    const [column, row] = [columnOf(vertex), rowOf(vertex)];
    // Wires that pass other rows, from below each other, must not become one.
    const step = goesFar.has(vertex) ? ((row + 1) / heights.length) * spacing.layer * 0.4 : 0;
    return at(left, column) + at(widths, column) + spacing.layer * 0.2 + step;
  };
  const routes = Array.from(shape.tails, (tail, arc): Float64Array => {
    const head = at(shape.heads, arc);
    if (isStraight(tail, head)) return new Float64Array(0);
    const row = rowOf(head);
    const lane = lanes[row] ?? new Map<number, number>();
    const y =
      at(top, row) -
      spacing.card / 2 -
      ((lane.get(tail) ?? 0) + 0.5) * laneStep(lane.size, spacing);
    const [start, end] = [leave(tail), at(left, columnOf(head)) - spacing.layer * 0.2];
    return Float64Array.of(start, middle(rowOf(tail)), start, y, end, y, end, middle(row));
  });
  const inMiddle = (start: number, length: number, own: number): number =>
    start + (length - own) / 2;
  return {
    x: Float64Array.from(placeOf, (_, vertex) => {
      const column = columnOf(vertex);
      return inMiddle(at(left, column), at(widths, column), at(sizes.widths, vertex));
    }),
    y: Float64Array.from(placeOf, (_, vertex) => {
      const row = rowOf(vertex);
      return inMiddle(at(top, row), at(heights, row), at(sizes.heights, vertex));
    }),
    routes,
    bounds: {
      x: 0,
      y: 0,
      width: at(left, columns - 1) + at(widths, columns - 1) + aside,
      height: at(top, heights.length - 1) + at(heights, heights.length - 1),
    },
  };
}

interface Grid {
  readonly placeOf: Int32Array;
  readonly rowOf: (vertex: number) => number;
  readonly isStraight: (tail: number, head: number) => boolean;
}

/** By row: the lane above it, counted from its cards, of each thing with a wire that bends and ends there. */
function lanesAbove(shape: Digraph, rows: number, grid: Grid): Map<number, number>[] {
  const tails = Array.from({ length: rows }, () => new Set<number>());
  shape.tails.forEach((tail, arc) => {
    const head = at(shape.heads, arc);
    if (!grid.isStraight(tail, head)) tails[grid.rowOf(head)]?.add(tail);
  });
  // What comes from further away runs further outside.
  return tails.map((set, row) => {
    const distance = (tail: number): number => Math.abs(row - grid.rowOf(tail));
    const nearestFirst = [...set].sort(
      (a, b) => distance(a) - distance(b) || at(grid.placeOf, b) - at(grid.placeOf, a),
    );
    return new Map(nearestFirst.map((tail, lane) => [tail, lane]));
  });
}

/** Lanes get closer when there are many of them. */
function laneStep(lanes: number, spacing: Spacing): number {
  return Math.min(spacing.wire * 1.25, (spacing.wire * 12) / Math.max(1, lanes));
}

function gapFor(lanes: number, row: number, spacing: Spacing): number {
  if (row === 0 && lanes === 0) return 0;
  return emptyGap(spacing) + lanes * laneStep(lanes, spacing);
}

function emptyGap({ card }: Spacing): number {
  return card * 1.5;
}

function startsOf(lengths: Float64Array, gapBefore: (index: number) => number): Float64Array {
  let end = 0;
  return lengths.map((length, index) => {
    const start = end + gapBefore(index);
    end = start + length;
    return start;
  });
}
