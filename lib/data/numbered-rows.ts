import type { SandboxColumn } from '../engine/sandbox';
import { quoteText } from '../engine/sql-text';

/** The column that holds the place of a row in its file, from 0. */
export const rowNumber = '__seeknal_row';

/** An output as a table with the places of its rows; DuckDB reads of it only what a condition on them needs. */
export function numberedRows(path: string, columns: readonly SandboxColumn[]): string {
  const file = quoteText(path);
  // A column that is really called like that hides DuckDB's own; counting is slower and as right.
  return columns.some(({ name }) => name.toLowerCase() === 'file_row_number')
    ? `(SELECT *, row_number() OVER () - 1 AS ${rowNumber} FROM read_parquet(${file}))`
    : `(SELECT * EXCLUDE (file_row_number), file_row_number AS ${rowNumber} FROM read_parquet(${file}, file_row_number = true))`;
}
