import fc from 'fast-check';

/** A row to aggregate; days are counted from an arbitrary first one. */
export interface DatedRow {
  readonly id: number;
  /** The feature date. */
  readonly day: number | null;
  /** The application date. */
  readonly cutoff: number | null;
  readonly value: number | null;
}

const day = fc.option(fc.integer({ min: 0, max: 20 }), { freq: 9 });

export const datedRows: fc.Arbitrary<DatedRow[]> = fc.array(
  fc.record({
    id: fc.integer({ min: 0, max: 3 }),
    day,
    cutoff: day,
    value: fc.option(fc.integer({ min: -9, max: 9 })),
  }),
  { minLength: 1, maxLength: 40 },
);

/** The rows as a query, with real dates in `day` and `cutoff`. */
export function datedRowsSql(rows: readonly DatedRow[]): string {
  const values = rows.map(
    (row) => `(${[row.id, row.day, row.cutoff, row.value].map((v) => v ?? 'NULL').join(', ')})`,
  );
  return `SELECT id, DATE '2026-02-20' + "day"::INT AS "day", DATE '2026-02-20' + cutoff::INT AS cutoff, value::INT AS value
    FROM (VALUES ${values.join(', ')}) dated(id, "day", cutoff, value)`;
}

/** Rows that lie `from` to `to` days before their application date. Without dates they lie nowhere. */
export function rowsWithin(rows: readonly DatedRow[], from: number, to: number): DatedRow[] {
  return rows.filter((row) => {
    if (row.day === null || row.cutoff === null) return false;
    const before = row.cutoff - row.day;
    return before >= from && before <= to;
  });
}

/** An aggregate of the values, computed the long way. Nulls don't count. */
export function bruteAggregate(f: string, rows: readonly DatedRow[]): number | null {
  const values = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  if (f === 'count') return values.length;
  if (values.length === 0) return null;
  const sum = values.reduce((total, value) => total + value, 0);
  const mean = sum / values.length;
  if (f === 'sum') return sum;
  if (f === 'avg' || f === 'mean') return mean;
  if (f === 'min') return Math.min(...values);
  if (f === 'max') return Math.max(...values);
  if (f === 'stddev' || f === 'std') {
    if (values.length === 1) return null;
    const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
    return Math.sqrt(squares / (values.length - 1));
  }
  throw new Error(`nobody taught the test ${f}`);
}

/** One divided by the other; null when there is nothing to divide, or to divide by. */
export function bruteRatio(over: number | null, under: number | null): number | null {
  return over === null || under === null || under === 0 ? null : over / under;
}

/** Numbers with the digits that floating point owes; so that results can be compared. */
export function rounded(
  rows: readonly Readonly<Record<string, unknown>>[],
): Record<string, unknown>[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === 'number' ? Math.round(value * 1e6) / 1e6 + 0 : value,
      ]),
    ),
  );
}
