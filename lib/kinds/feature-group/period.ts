import type { EngineConnection } from '../../engine/connection';
import { quoteText } from '../../engine/sql-text';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionFailure } from '../kind';
import type { FeatureGroupConfig } from './schema';

/** A stretch of event times, as SQL: both ends belong to it. Null: no end on that side. */
export interface Period {
  /** A TIMESTAMP literal. */
  readonly start: string | null;
  readonly end: string | null;
}

const dateOnly = /^\d{4}-\d{2}-\d{2}$/;

/** The period of a batch; null for all times. */
export async function readPeriod(
  connection: EngineConnection,
  { feature_start_time: start = null, feature_end_time: end = null }: FeatureGroupConfig,
): Promise<Result<Period | null, ExecutionFailure>> {
  if (start === null && end === null) return ok(null);
  const read = async (text: string | null, isEnd: boolean): Promise<string | null | undefined> => {
    if (text === null) return null;
    const [row] = await connection.rows(
      `SELECT CAST(TRY_CAST(${quoteText(text)} AS TIMESTAMP) AS VARCHAR) AS t`,
    );
    const time = row?.['t'];
    if (typeof time !== 'string') return undefined;
    const literal = `TIMESTAMP ${quoteText(time)}`;
    return isEnd && dateOnly.test(text)
      ? `(${literal} + INTERVAL 1 DAY - INTERVAL 1 MICROSECOND)`
      : literal;
  };
  const period = { start: await read(start, false), end: await read(end, true) };
  for (const [side, text] of [
    ['start', start],
    ['end', end],
  ] as const) {
    if (period[side] !== undefined) continue;
    return err({
      code: 'invalid_config',
      message: `feature_${side}_time "${String(text)}" is no time.`,
      hint: 'Write it as in "2026-01-31" or "2026-01-31T12:00:00".',
    });
  }
  return ok({ start: period.start ?? null, end: period.end ?? null });
}

/** The condition that a column lies within the period. */
export function isWithin(column: string, { start, end }: Period): string {
  const at = `CAST(${column} AS TIMESTAMP)`;
  const sides = [
    ...(start === null ? [] : [`${at} >= ${start}`]),
    ...(end === null ? [] : [`${at} <= ${end}`]),
  ];
  return `(${sides.length === 0 ? 'true' : sides.join(' AND ')})`;
}
