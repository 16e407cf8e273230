/** A column of a table that may have less room than all of its columns want. */
export interface FittingColumn {
  readonly id: string;
  /** The least width that it is worth showing in, in rem. */
  readonly width: number;
  /** Its share of the room that is left over; 0: it keeps its width. */
  readonly grow: number;
  /** Who stays as room gets less: the lower, the longer. What has 0 always stays. */
  readonly rank: number;
}

/** What lies between columns, in rem: as `gap-x-3` has it. */
const gap = 0.75;

/**
 * The columns that a table has room for, in their own order: those of high rank give way first, whole, so
 * that none is cut in half and none appears before a more important one.
 */
export function fitColumns<Column extends FittingColumn>(
  columns: readonly Column[],
  /** What the columns and the gaps between them may take, in rem. */
  room: number,
): Column[] {
  let left = room + gap;
  const fitting = new Set<Column>();
  for (const column of columns.toSorted((a, b) => a.rank - b.rank)) {
    left -= column.width + gap;
    if (left < 0 && column.rank > 0) break;
    fitting.add(column);
  }
  return columns.filter((column) => fitting.has(column));
}

/** The columns as CSS grid tracks. One that always stays is rather shortened than the table cut off. */
export function gridTracks(columns: readonly FittingColumn[]): string {
  return columns
    .map(({ width, grow, rank }) =>
      grow === 0
        ? `${String(width)}rem`
        : `minmax(${rank === 0 ? '0' : `${String(width)}rem`}, ${String(grow)}fr)`,
    )
    .join(' ');
}
