import type { SandboxColumn, TextRow } from '../engine/sandbox';
import type { JsonObject } from '../util/json';
import type { Printer } from './printer';
import { printTable } from './print-table';

/** Longer values would push the others off the screen. */
const longest = 40;
const number = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL.*)$/;

/** Rows as a table in a terminal; long values are cut, and what is missing reads NULL. */
export function printRows(
  columns: readonly SandboxColumn[],
  rows: readonly TextRow[],
  printer: Printer,
): void {
  printTable(
    columns.map(({ name, type }) => ({
      title: name,
      ...(number.test(type) ? { align: 'right' as const } : {}),
    })),
    rows.map((row) => row.map((value) => shown(value, printer.ascii ? '...' : '…'))),
    printer,
  );
}

/** Each row as an object. Values stay text, which loses no digit; columns of one name get a number each. */
export function rowsToJson(
  columns: readonly SandboxColumn[],
  rows: readonly TextRow[],
): readonly JsonObject[] {
  const seen = new Map<string, number>();
  const names = columns.map(({ name }) => {
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    return times === 0 ? name : `${name}_${times}`;
  });
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])));
}

function shown(value: string | null, dots: string): string {
  if (value === null) return 'NULL';
  const line = value.replace(/[\r\n\t]+/g, ' ');
  return line.length <= longest ? line : line.slice(0, longest - dots.length) + dots;
}
