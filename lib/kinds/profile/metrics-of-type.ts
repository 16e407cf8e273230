import { quoteName, quoteText } from '../../engine/sql-text';

/** What is measured of a column, by what kind of values it has. */
export interface ColumnMetrics {
  /** Name of a metric to the SQL aggregate that gives it. */
  readonly aggregates: readonly (readonly [metric: string, expression: string])[];
  /** Whether its most frequent values are kept. */
  readonly topValues: boolean;
}

/** The metrics of a column of a DuckDB type. Times without a zone are UTC, as freshness rules have it. */
export function metricsOfType(name: string, type: string, now: Date): ColumnMetrics {
  const column = quoteName(name);
  const nulls = [
    ['null_count', `count(*) - count(${column})`],
    ['null_percent', `100 * (count(*) - count(${column})) / greatest(count(*), 1)`],
  ] as const;
  if (type === 'BLOB') return { aggregates: nulls, topValues: false };
  const general = [...nulls, ['distinct_count', `count(DISTINCT ${column})`] as const];
  const ends = [
    ['min', `min(${column})`],
    ['max', `max(${column})`],
  ] as const;
  if (isNumber.test(type)) {
    const number = `CAST(${column} AS DOUBLE)`;
    // Infinities and NaN have no average; DuckDB refuses to compute with them.
    const finite = `FILTER (WHERE isfinite(${number}))`;
    const exact = wide.test(type) ? number : column;
    const share = (part: number): string => `approx_quantile(${number}, ${String(part)}) ${finite}`;
    return {
      aggregates: [
        ...general,
        ...ends,
        ['avg', `avg(${number}) ${finite}`],
        ['sum', `sum(${exact}) ${finite}`],
        ['stddev', `stddev(${number}) ${finite}`],
        ['p25', share(0.25)],
        ['p50', share(0.5)],
        ['p75', share(0.75)],
      ],
      topValues: false,
    };
  }
  if (isDate.test(type)) {
    const time = type === 'TIMESTAMP WITH TIME ZONE' ? 'TIMESTAMPTZ' : 'TIMESTAMP';
    const at = time === 'TIMESTAMPTZ' ? now.toISOString() : now.toISOString().slice(0, -1);
    const newest = `max(CAST(${column} AS ${time})) FILTER (WHERE isfinite(CAST(${column} AS ${time})))`;
    const hours = `(epoch_us(CAST(${quoteText(at)} AS ${time})) - epoch_us(${newest})) / 3.6e9`;
    return {
      aggregates: [...general, ...ends, ['freshness_hours', hours]],
      topValues: false,
    };
  }
  return { aggregates: general, topValues: type === 'BOOLEAN' || isText.test(type) };
}

const isNumber = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\))$/;
/** Types whose sums may not fit. */
const wide = /^(U?HUGEINT|DECIMAL\(3\d,)/;
const isDate = /^(DATE|TIMESTAMP(_S|_MS|_NS)?|TIMESTAMP WITH TIME ZONE)$/;
const isText = /^(VARCHAR|ENUM\([^]*\))$/;
