import type { EngineConnection } from '../../engine/connection';
import { quoteName, quoteText } from '../../engine/sql-text';
import { metricsOfType } from './metrics-of-type';

/** One row of a profile. Values are text, since columns of all types share the table. */
export interface Metric {
  readonly column: string;
  readonly metric: string;
  readonly value: string | null;
  readonly detail: string | null;
}

/** Measures one column of `input_data`. */
export async function profileColumn(
  connection: EngineConnection,
  {
    name,
    type,
    inputRows,
    maxTopValues,
    now,
  }: {
    readonly name: string;
    /** As DuckDB writes it. */
    readonly type: string;
    readonly inputRows: number;
    readonly maxTopValues: number;
    readonly now: Date;
  },
): Promise<Metric[]> {
  const { aggregates, topValues } = metricsOfType(name, type, now);
  const selected = aggregates.map(
    ([metric, expression]) => `CAST(${expression} AS VARCHAR) AS ${quoteName(metric)}`,
  );
  const [measured = {}] = await connection.rows(
    `SELECT ${selected.join(', ')} FROM main.input_data`,
  );
  const metrics = aggregates.map(([metric]): Metric => {
    const value = measured[metric];
    return { column: name, metric, value: typeof value === 'string' ? value : null, detail: null };
  });
  if (!topValues) return metrics;
  const column = quoteName(name);
  const frequent = await connection.rows(
    `SELECT CAST(${column} AS VARCHAR) AS value, count(*) AS "count" FROM main.input_data
     WHERE ${column} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${String(maxTopValues)}`,
  );
  const detail = JSON.stringify(
    frequent.map(({ value, count }) => ({
      value,
      count,
      percent: (100 * Number(count)) / inputRows,
    })),
  );
  return [...metrics, { column: name, metric: 'top_values', value: null, detail }];
}

/** The rows as SQL, for the output. */
export function profileTable(metrics: readonly Metric[]): string {
  const text = (value: string | null): string => (value === null ? 'NULL' : quoteText(value));
  const rows = metrics.map(
    ({ column, metric, value, detail }, index) =>
      `(${String(index)}, ${quoteText(column)}, ${quoteText(metric)}, CAST(${text(value)} AS VARCHAR), CAST(${text(detail)} AS VARCHAR))`,
  );
  return `SELECT * EXCLUDE (place) FROM (VALUES ${rows.join(', ')}) metrics(place, column_name, metric, value, detail) ORDER BY place`;
}
