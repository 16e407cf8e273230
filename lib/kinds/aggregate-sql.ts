import { quoteName } from '../engine/sql-text';

/** An output column: its name and what is computed for it. */
export interface AggregateColumn {
  readonly name: string;
  readonly expression: string;
}

/** The columns with the date of a row and the date for which the result holds. */
export interface DateColumns {
  readonly feature_date_col: string;
  readonly application_date_col: string;
}

/** The words of a project for DuckDB's functions. */
export const aggregateFunctions: ReadonlyMap<string, string> = new Map([
  ['sum', 'sum'],
  ['avg', 'avg'],
  ['mean', 'avg'],
  ['min', 'min'],
  ['max', 'max'],
  ['count', 'count'],
  ['stddev', 'stddev'],
  ['std', 'stddev'],
]);

/** The query of one row for each combination of `keys`, ordered by them. */
export function groupedSql(
  keys: readonly string[],
  columns: readonly AggregateColumn[],
  from: string,
): string {
  const groups = [...new Set(keys)].map(quoteName).join(', ');
  const selected = columns.map(({ name, expression }) => `${expression} AS ${quoteName(name)}`);
  return `SELECT ${groups},\n  ${selected.join(',\n  ')}\nFROM ${from}\nGROUP BY ${groups}\nORDER BY ${groups}`;
}

/** A call over the rows that meet a condition, which may end in a comment. */
export function filteredCall(call: string, condition: string): string {
  return `${call} FILTER (WHERE ${condition}\n)`;
}

/**
 * The condition that a row lies at least `from` and at most `to` whole days before its application date.
 * Without `to` there is no end.
 */
export function daysBefore(dates: DateColumns, from: number, to: number | null): string {
  const date = `CAST(${quoteName(dates.feature_date_col)} AS DATE)`;
  const until = `CAST(${quoteName(dates.application_date_col)} AS DATE)`;
  const latest = `${date} <= ${until} - ${String(from)}`;
  return to === null ? latest : `${latest} AND ${date} >= ${until} - ${String(to)}`;
}
