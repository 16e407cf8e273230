import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineConnection } from '../../engine/connection';
import { copyQuery } from '../../engine/copy-query';
import { describeQuery } from '../../engine/describe-query';
import { quoteName, quoteText } from '../../engine/sql-text';
import { makeDurable } from '../../files/make-durable';
import { writeAtomic } from '../../files/write-atomic';
import type { JsonObject } from '../../util/json';
import { metadataName, offlineRows, readOfflineMetadata } from './offline-metadata';
import { isWithin, type Period } from './period';

/** The newest are kept in the metadata. */
const mostVersions = 100;

/** How a batch meets the rows that are there. */
export type WriteMode = 'overwrite' | 'append' | 'merge';

export interface OfflineBatch {
  readonly connection: EngineConnection;
  /** The rows of the feature group. */
  readonly rowsPath: string;
  readonly folder: string;
  readonly name: string;
  readonly entity: string;
  readonly joinKeys: readonly string[];
  readonly eventTime: string | null;
  readonly features: readonly string[];
  readonly mode: WriteMode;
  /** Of the batch; with `overwrite`, of the rows that it replaces. Null for all times. */
  readonly period: Period | null;
  /** As the columns of the feature group are called. */
  readonly partitionBy: readonly string[];
  readonly now: Date;
}

/**
 * Keeps the rows of a feature group for training: with the group's name in a column `name`, the event time
 * as `event_time`, and _metadata.json beside them, which says where the rows are and what was written when.
 * New rows are written beside the old ones and take their place at once. The same batch twice leaves the
 * same rows in every mode: `append` adds only what the store doesn't hold yet. Returns the version.
 */
export async function saveOffline(batch: OfflineBatch): Promise<number> {
  const { connection, folder, eventTime } = batch;
  const before = await readOfflineMetadata(folder);
  const isThere =
    before !== null &&
    (await access(join(folder, before.data)).then(
      () => true,
      () => false,
    ));
  const existing = isThere ? `FROM ${offlineRows(folder, before)}` : null;
  await connection.run(`CREATE OR REPLACE VIEW main.fg_batch AS ${await batchQuery(batch)}`);
  if (existing !== null) {
    await connection.run(`CREATE OR REPLACE VIEW main.fg_existing AS ${existing}`);
  }
  const query = existing === null ? 'FROM main.fg_batch' : await mergedQuery(batch);
  const versions = before?.versions ?? [];
  const version = Number(versions.at(-1)?.['version'] ?? 0) + 1;
  const columns = await describeQuery(connection, query);
  const partitions = batch.partitionBy.map((name) => (name === eventTime ? 'event_time' : name));
  const data = partitions.length === 0 ? 'data.parquet' : `data-${String(version)}`;
  await mkdir(folder, { recursive: true });
  if (partitions.length === 0) await writeFile(connection, query, join(folder, data));
  else await writeFolder(connection, query, join(folder, data), partitions);

  const [counted] = await connection.rows('SELECT count(*) AS n FROM main.fg_batch');
  const metadata: JsonObject = {
    versions: [
      ...versions.slice(1 - mostVersions),
      {
        version,
        start_date: await timeText(connection, batch.period?.start ?? null),
        end_date: await timeText(connection, batch.period?.end ?? null),
        mode: batch.mode,
        rows: Number(counted?.['n'] ?? 0),
        timestamp: batch.now.toISOString(),
      },
    ],
    watermarks: [],
    schema: Object.fromEntries(columns),
    data,
    partition_by: partitions,
    entity: batch.entity,
    join_keys: [...batch.joinKeys],
    event_time_col: eventTime,
    features: [...batch.features],
  };
  await writeAtomic(join(folder, metadataName), `${JSON.stringify(metadata, null, 2)}\n`);
  await removeOthers(folder, data);
  return version;
}

/** The batch as the store has it. */
async function batchQuery({
  connection,
  rowsPath,
  name,
  eventTime,
}: OfflineBatch): Promise<string> {
  const from = `FROM read_parquet(${quoteText(rowsPath)})`;
  const columns = await describeQuery(connection, from);
  const renamed =
    eventTime === null || eventTime === 'event_time'
      ? '*'
      : `* RENAME (${quoteName(eventTime)} AS event_time)`;
  // A feature that is called so itself stays what it is.
  const named = columns.has('name') ? '' : `, ${quoteText(name)} AS name`;
  return `SELECT ${renamed}${named} ${from}`;
}

/** The rows of the store and of the batch, the later written ones last. */
async function mergedQuery({
  connection,
  mode,
  period,
  joinKeys,
  eventTime,
}: OfflineBatch): Promise<string> {
  const existing = await describeQuery(connection, 'FROM main.fg_existing');
  const together = (kept: string, added: string): string =>
    `FROM (${kept}) UNION ALL BY NAME FROM (${added})`;
  switch (mode) {
    case 'overwrite':
      return period === null || !existing.has('event_time')
        ? 'FROM main.fg_batch'
        : together(
            `FROM main.fg_existing WHERE ${isWithin('event_time', period)} IS NOT TRUE`,
            'FROM main.fg_batch',
          );
    case 'append': {
      const columns = [...(await describeQuery(connection, 'FROM main.fg_batch')).keys()];
      const held = columns.map((name) => (existing.has(name) ? quoteName(name) : 'NULL'));
      const added = `SELECT ${columns.map(quoteName).join(', ')} FROM main.fg_batch
        EXCEPT ALL SELECT ${held.join(', ')} FROM main.fg_existing`;
      return together('FROM main.fg_existing', added);
    }
    case 'merge': {
      const keys = [...joinKeys, ...(eventTime === null ? [] : ['event_time'])];
      const same = keys
        .filter((key) => existing.has(key))
        .map((key) => `e.${quoteName(key)} IS NOT DISTINCT FROM b.${quoteName(key)}`);
      return together(
        `SELECT e.* FROM main.fg_existing e ANTI JOIN main.fg_batch b ON ${same.join(' AND ')}`,
        'FROM main.fg_batch',
      );
    }
  }
}

async function writeFile(connection: EngineConnection, query: string, path: string): Promise<void> {
  await copyQuery(connection, query, path);
  await makeDurable(path);
}

/** A folder of its own for each version: what reads the old one isn't disturbed. */
async function writeFolder(
  connection: EngineConnection,
  query: string,
  path: string,
  partitions: readonly string[],
): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.tmp`;
  try {
    await mkdir(unfinished);
    await connection.run(
      `COPY (${query}\n) TO ${quoteText(unfinished)} (FORMAT parquet,
         PARTITION_BY (${partitions.map(quoteName).join(', ')}), WRITE_PARTITION_COLUMNS true, OVERWRITE_OR_IGNORE true)`,
    );
    for (const file of await readdir(unfinished, { recursive: true })) {
      if (file.endsWith('.parquet')) await makeDurable(join(unfinished, file));
    }
    // Of a run that died before the metadata knew of it.
    await rm(path, { recursive: true, force: true });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

async function removeOthers(folder: string, data: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name === data || !/^data(\.parquet|-\d+)$/.test(name)) continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function timeText(connection: EngineConnection, sql: string | null): Promise<string | null> {
  if (sql === null) return null;
  const [row] = await connection.rows(`SELECT CAST(${sql} AS VARCHAR) AS t`);
  return typeof row?.['t'] === 'string' ? row['t'] : null;
}
