import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import type { PostgresSettings } from '../../../connections/postgres/postgres-settings';
import { EngineError } from '../../../engine/engine-error';
import { quoteName, quoteText } from '../../../engine/sql-text';
import type { ExecutionContext } from '../../kind';
import type { PostgresColumn } from './postgres-columns';
import type { PostgresSource } from './postgres-source';

/** Rows of the node's output that need not be read again. */
export interface KeptRows {
  readonly timeColumn: string;
  /** The newest time in the output, as text that both databases read. Rows before it are kept. */
  readonly watermark: string;
}

/** The key in the output's own metadata under which it says what it was read from. */
export const digestKey = 'seeknal_read_from';

/** Equal only for the same columns of the same table or query in the same database. */
export function digestOf(
  { client, schema }: PostgresSettings,
  source: PostgresSource,
  columns: readonly PostgresColumn[],
): string {
  const place = [client.host, client.port, client.database, schema];
  const what = [source.from, source.timeColumn, columns.map(({ name, type }) => [name, type])];
  return createHash('sha256')
    .update(JSON.stringify([place, what]))
    .digest('hex');
}

/**
 * What the output that is there allows to keep; null when all must be read: there is none, it was read
 * from something else, everything is wanted anew, or the time column has no order to rely on.
 */
export async function rowsKept(
  { timeColumn }: PostgresSource,
  columns: readonly PostgresColumn[],
  digest: string,
  { full, outputPath, connection, log }: ExecutionContext,
): Promise<KeptRows | null> {
  const column = columns.find(({ name }) => name === timeColumn);
  if (full || timeColumn === null || column === undefined) return null;
  if (!column.isOrdered) {
    log(
      'info',
      `All rows are read: ${timeColumn} is ${column.type}, and only dates, timestamps and whole numbers tell which rows are new.`,
    );
    return null;
  }
  const isThere = await access(outputPath).then(
    () => true,
    () => false,
  );
  if (!isThere) return null;
  try {
    const file = quoteText(outputPath);
    const [found] = await connection.rows(
      `SELECT decode(value) AS digest FROM parquet_kv_metadata(${file}) WHERE decode(key) = ${quoteText(digestKey)}`,
    );
    if (found?.['digest'] !== digest) return null;
    const isFinite = /DATE|TIMESTAMP/.test(column.type) ? 'isfinite(newest)' : 'true';
    const [row] = await connection.rows(
      `SELECT newest::VARCHAR AS watermark, ${isFinite} AS is_finite
       FROM (SELECT max(${quoteName(timeColumn)}) AS newest FROM read_parquet(${file}))`,
    );
    const watermark = row?.['watermark'];
    if (typeof watermark !== 'string' || row?.['is_finite'] !== true) return null;
    return { timeColumn, watermark };
  } catch (error) {
    // A damaged output is replaced as a whole.
    if (error instanceof EngineError && !error.interrupted) return null;
    throw error;
  }
}

/** The rows that are kept with those that were read now. `fresh`: what follows FROM. */
export function appendTo(kept: KeptRows, fresh: string, outputPath: string): string {
  const time = quoteName(kept.timeColumn);
  return `(SELECT * FROM read_parquet(${quoteText(outputPath)}) WHERE ${time} < ${quoteText(kept.watermark)}
    UNION ALL BY NAME SELECT * FROM ${fresh})`;
}
