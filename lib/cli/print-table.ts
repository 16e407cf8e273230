import type { Printer } from './printer';

export interface Column {
  readonly title: string;
  /** Numbers stand below each other at their last digit. */
  readonly align?: 'right';
}

/** Rows below a line of titles, every column as wide as its widest text. */
export function printTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  printer: Printer,
): void {
  const widths = columns.map(({ title }, at) =>
    rows.reduce((widest, row) => Math.max(widest, (row[at] ?? '').length), title.length),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, at) => {
        const [cell, width] = [cells[at] ?? '', widths[at] ?? 0];
        return align === 'right' ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  printer.line(printer.colors.bold(line(columns.map(({ title }) => title))));
  for (const row of rows) printer.line(line(row));
}
