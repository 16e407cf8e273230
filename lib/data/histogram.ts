import type { SandboxColumn, SandboxConnection } from '../engine/sandbox';
import { quoteName } from '../engine/sql-text';
import type { ColumnProfile } from './ask';
import { isMoment, isNumber } from './column-types';

const mostBins = 20;

/** How the values of a column of numbers or moments are spread over equal steps; empty for other types. */
export async function histogramOf(
  connection: SandboxConnection,
  table: string,
  { name, type }: SandboxColumn,
): Promise<ColumnProfile['histogram']> {
  const value = measureOf(name, type);
  if (value === null) return [];
  const [ends] = await connection.rows(
    `SELECT min(${value}), max(${value}), count(DISTINCT ${value}) FROM ${table} WHERE isfinite(${value})`,
  );
  const [low, high, distinct] = [
    Number(ends?.[0] ?? NaN),
    Number(ends?.[1] ?? NaN),
    Number(ends?.[2]),
  ];
  if (!Number.isFinite(low) || !Number.isFinite(high) || low === high) return [];
  const whole = isWhole(type);
  // Whole numbers in a small range get a bar each, not bars that hold now one and now two of them.
  const bins = whole
    ? Math.min(mostBins, high - low + 1)
    : Math.min(mostBins, Math.max(2, distinct));
  const step = whole && high - low + 1 <= mostBins ? 1 : (high - low) / bins;
  const rows = await connection.rows(
    `SELECT least(floor((${value} - ${low}) / ${step}), ${bins - 1}), count(*) FROM ${table}
     WHERE isfinite(${value}) GROUP BY 1`,
  );
  const counts = new Map(rows.map(([bin, count]) => [Number(bin), Number(count)]));
  const edges = await connection.rows(
    `SELECT ${shownEdge(`${low} + i * ${step}`, type)} FROM range(${bins + 1}) AS steps(i) ORDER BY i`,
  );
  return Array.from({ length: bins }, (_, bin) => ({
    from: edges[bin]?.[0] ?? '',
    to: edges[bin + 1]?.[0] ?? '',
    rows: counts.get(bin) ?? 0,
  }));
}

/** The value as a number; moments as microseconds. */
function measureOf(name: string, type: string): string | null {
  const column = quoteName(name);
  if (isNumber(type)) return `CAST(${column} AS DOUBLE)`;
  if (!isMoment(type)) return null;
  const moment = `CAST(${column} AS TIMESTAMP)`;
  return `CASE WHEN isfinite(${moment}) THEN CAST(epoch_us(${moment}) AS DOUBLE) END`;
}

function shownEdge(number: string, type: string): string {
  if (isNumber(type)) return `CAST(CAST(${number} AS DOUBLE) AS VARCHAR)`;
  const moment = `make_timestamp(CAST(${number} AS BIGINT))`;
  return type === 'DATE'
    ? `CAST(CAST(${moment} AS DATE) AS VARCHAR)`
    : `CAST(date_trunc('second', ${moment}) AS VARCHAR)`;
}

function isWhole(type: string): boolean {
  return /INT/.test(type) && !type.startsWith('INTERVAL');
}
