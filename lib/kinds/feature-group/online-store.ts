import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createClient, type Client, type InValue } from '@libsql/client/sqlite3';
import type { EngineConnection, EngineRow } from '../../engine/connection';
import { describeQuery } from '../../engine/describe-query';
import { quoteName, quoteText } from '../../engine/sql-text';
import { makeDurable } from '../../files/make-durable';
import { isMissingFile } from '../../files/missing-file';
import { sqliteUrl } from '../../files/sqlite-url';
import type { JsonValue } from '../../util/json';
import { openOnline, type OnlineAbout } from './read-online';
import type { WriteMode } from './offline-store';

const rowsAtOnce = 10_000;
/** SQLite takes 32,766 values in one statement. */
const mostValues = 30_000;

/** Columns of the table besides keys and features. */
const ownColumns = ['event_time', 'written_at_ms', 'expires_at_ms'] as const;

export interface OnlineBatch {
  readonly connection: EngineConnection;
  readonly rowsPath: string;
  readonly file: string;
  readonly name: string;
  readonly entity: string;
  readonly joinKeys: readonly string[];
  readonly eventTime: string | null;
  readonly features: readonly string[];
  /** `overwrite` of all times begins anew; otherwise the newer row of a key stays. */
  readonly mode: WriteMode;
  readonly isWhole: boolean;
  readonly ttlSeconds: number | null;
  readonly now: Date;
}

/**
 * Keeps the latest row of each key for serving, in a table of a SQLite file called like the feature group.
 * The file is made beside the old one and takes its place at once, so that whoever reads, or a crash, sees
 * one or the other. Returns how many keys were written.
 */
export async function saveOnline(batch: OnlineBatch): Promise<number> {
  const { connection, file } = batch;
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.${randomUUID()}.tmp`;
  try {
    const goesOn = !(batch.mode === 'overwrite' && batch.isWhole) && (await isSameTable(batch));
    if (goesOn) await copyFile(file, unfinished);
    const client = createClient({ url: sqliteUrl(unfinished) });
    let written: number;
    try {
      const types = await prepareLatest(batch);
      await prepareTable(client, batch, types, goesOn);
      written = await copyRows(client, connection, batch, [...types.keys()]);
    } finally {
      client.close();
    }
    await makeDurable(unfinished);
    await rename(unfinished, file);
    return written;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Whether the file that is there has the same keys; else it begins anew. */
async function isSameTable({ file, joinKeys }: OnlineBatch): Promise<boolean> {
  const opened = await openOnline(file).catch((error: unknown) => {
    if (isMissingFile(error)) return null;
    throw error;
  });
  opened?.client.close();
  return JSON.stringify(opened?.about.joinKeys) === JSON.stringify(joinKeys);
}

/** Makes the table main.fg_latest: the newest row of each key, numbered. Returns its columns with their types. */
async function prepareLatest({
  connection,
  rowsPath,
  joinKeys,
  eventTime,
  features,
}: OnlineBatch): Promise<ReadonlyMap<string, string>> {
  const rows = `read_parquet(${quoteText(rowsPath)}, file_row_number = true)`;
  const types = await describeQuery(connection, `FROM read_parquet(${quoteText(rowsPath)})`);
  const columns = new Map(
    [...joinKeys, ...features].map((name) => [name, types.get(name) ?? 'VARCHAR'] as const),
  );
  const keys = joinKeys.map(quoteName);
  const time =
    eventTime === null ? 'NULL::TIMESTAMP' : `CAST(${quoteName(eventTime)} AS TIMESTAMP)`;
  const values = [...columns].map(([name, type]) =>
    inexact.test(type)
      ? `CAST(${quoteName(name)} AS DOUBLE) AS ${quoteName(name)}`
      : quoteName(name),
  );
  await connection.run(
    `CREATE OR REPLACE TABLE main.fg_latest AS
     SELECT row_number() OVER () - 1 AS "number of row", * FROM (
       SELECT CAST(${time} AS VARCHAR) AS "time of row", ${values.join(', ')}
       FROM ${rows} WHERE ${keys.map((key) => `${key} IS NOT NULL`).join(' AND ')}
       QUALIFY row_number() OVER (PARTITION BY ${keys.join(', ')}
         ORDER BY ${time} DESC NULLS LAST, file_row_number DESC) = 1)`,
  );
  return columns;
}

/** SQLite has no such numbers; a double is what a model would make of them. */
const inexact = /^(DECIMAL|U?HUGEINT)/;

async function prepareTable(
  client: Client,
  batch: OnlineBatch,
  types: ReadonlyMap<string, string>,
  goesOn: boolean,
): Promise<void> {
  const table = quoteName(batch.name);
  // Nobody else sees the file before it is whole.
  await client.execute('PRAGMA journal_mode = OFF');
  await client.execute('PRAGMA synchronous = OFF');
  if (goesOn) {
    const { rows } = await client.execute(
      `SELECT name FROM pragma_table_info(${quoteText(batch.name)})`,
    );
    const present = new Set(rows.map((row) => row['name']));
    for (const [name, type] of types) {
      if (present.has(name)) continue;
      await client.execute(
        `ALTER TABLE ${table} ADD COLUMN ${quoteName(name)} ${sqliteType(type)}`,
      );
    }
  } else {
    const columns = [...types].map(([name, type]) => `${quoteName(name)} ${sqliteType(type)}`);
    const keys = batch.joinKeys.map(quoteName).join(', ');
    await client.execute(
      `CREATE TABLE ${table} (${columns.join(', ')}, event_time TEXT, written_at_ms INTEGER NOT NULL,
         expires_at_ms INTEGER, PRIMARY KEY (${keys})) WITHOUT ROWID`,
    );
    await client.execute('CREATE TABLE seeknal_feature_group (about TEXT NOT NULL)');
  }
  const about: OnlineAbout = {
    name: batch.name,
    entity: batch.entity,
    joinKeys: batch.joinKeys,
    features: Object.fromEntries(batch.features.map((name) => [name, types.get(name) ?? ''])),
  };
  await client.batch(
    [
      'DELETE FROM seeknal_feature_group',
      { sql: 'INSERT INTO seeknal_feature_group VALUES (?)', args: [JSON.stringify(about)] },
    ],
    'write',
  );
}

async function copyRows(
  client: Client,
  connection: EngineConnection,
  batch: OnlineBatch,
  columns: readonly string[],
): Promise<number> {
  const nowMs = batch.now.getTime();
  const expiresMs = batch.ttlSeconds === null ? null : nowMs + batch.ttlSeconds * 1000;
  const names = [...columns, ...ownColumns];
  const rowsOfStatement = Math.max(1, Math.floor(mostValues / names.length));
  let written = 0;
  for (;;) {
    const rows = await connection.rows(
      `FROM main.fg_latest WHERE "number of row" >= ${String(written)} AND "number of row" < ${String(written + rowsAtOnce)}`,
    );
    if (rows.length === 0) return written;
    const statements = [];
    for (let start = 0; start < rows.length; start += rowsOfStatement) {
      const some = rows.slice(start, start + rowsOfStatement);
      statements.push({
        sql: upsert(batch, names, some.length),
        args: some.flatMap((row) => [...valuesOf(row, columns), timeOf(row), nowMs, expiresMs]),
      });
    }
    await client.batch(statements, 'write');
    written += rows.length;
  }
}

function upsert({ name, joinKeys }: OnlineBatch, names: readonly string[], count: number): string {
  const table = quoteName(name);
  const group = `(${names.map(() => '?').join(', ')})`;
  const updates = names
    .filter((column) => !joinKeys.includes(column))
    .map((column) => `${quoteName(column)} = excluded.${quoteName(column)}`);
  return `INSERT INTO ${table} (${names.map(quoteName).join(', ')}) VALUES ${Array<string>(count).fill(group).join(', ')}
    ON CONFLICT (${joinKeys.map(quoteName).join(', ')}) DO UPDATE SET ${updates.join(', ')}
    WHERE excluded.event_time IS NULL OR ${table}.event_time IS NULL OR excluded.event_time >= ${table}.event_time`;
}

function valuesOf(row: EngineRow, columns: readonly string[]): InValue[] {
  return columns.map((name) => toSqlite(row[name] ?? null));
}

function timeOf(row: EngineRow): string | null {
  const time = row['time of row'];
  return typeof time === 'string' ? time : null;
}

function toSqlite(value: JsonValue): InValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

function sqliteType(type: string): 'INTEGER' | 'REAL' | 'TEXT' {
  if (/^(U?(TINYINT|SMALLINT|INTEGER|BIGINT)|BOOLEAN)$/.test(type)) return 'INTEGER';
  return /^(FLOAT|DOUBLE|DECIMAL|U?HUGEINT)/.test(type) ? 'REAL' : 'TEXT';
}
