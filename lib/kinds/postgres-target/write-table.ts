import { randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { openPostgres } from '../../connections/postgres/open-postgres';
import { postgresCode, postgresMessage } from '../../connections/postgres/postgres-message';
import type { PostgresSettings } from '../../connections/postgres/postgres-settings';
import { quoteTableName, type TableName } from '../../connections/postgres/table-name';
import { EngineError } from '../../engine/engine-error';
import { quoteName, quoteText } from '../../engine/sql-text';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionContext, ExecutionFailure } from '../kind';
import { copyFromFile } from './copy-from-file';
import { existingColumns, stageFor, TargetProblem } from './prepare-table';
import { targetColumns, type TargetColumn } from './target-columns';

/** How rows get into a table, each in one transaction: others see all of it or nothing. */
export type WriteMode =
  /** They replace all that is there. */
  | { readonly mode: 'full' }
  /** They are added. */
  | { readonly mode: 'append' }
  /** Each replaces the row with the same keys, or is added. */
  | { readonly mode: 'upsert'; readonly keys: readonly string[] }
  /**
   * From the newest time in the table on, less some days, they replace what is there. Older ones are taken
   * for unchanged.
   */
  | {
      readonly mode: 'incremental';
      readonly timeColumn: string;
      readonly lookbackDays: number;
    };

export interface TableWrite {
  readonly settings: PostgresSettings;
  readonly table: TableName;
  readonly write: WriteMode;
  /** Whether a table that isn't there is made. */
  readonly createTable: boolean;
  /** Whether views on a table that has to be made anew go with it. */
  readonly cascade: boolean;
}

export interface WrittenTable {
  readonly rowCount: number;
  readonly bytes: number;
}

/** Writes the rows of a Parquet file into a table, by COPY. Memory doesn't grow with the data. */
export async function writeTable(
  target: TableWrite,
  parquetPath: string,
  context: Pick<ExecutionContext, 'connection' | 'projectDir' | 'signal'>,
): Promise<Result<WrittenTable, ExecutionFailure>> {
  const { connection, projectDir, signal } = context;
  const folder = join(projectDir, 'target', 'tmp');
  const file = join(folder, `${randomUUID()}.csv`);
  await mkdir(folder, { recursive: true });
  let client: Client | null = null;
  try {
    const opened = await openPostgres(target.settings);
    if (!opened.ok) {
      return err({
        code: 'server_unreachable',
        message: `${opened.error}.`,
        hint: 'Check host, port, user and password, and that the server is up.',
      });
    }
    const connected = opened.value;
    client = connected;
    const query = `FROM read_parquet(${quoteText(parquetPath)})`;
    const columns = await targetColumns(connection, query);
    const sent = columns.map(({ sent: text, name }) => `${text} AS ${quoteName(name)}`);
    // A table has no order, and to keep one DuckDB would hold much in memory.
    // Quotes around all texts tell an empty one, and one that looks like no value, from none.
    await connection.run(
      `COPY (SELECT ${sent.join(', ')} ${query}) TO ${quoteText(file)}
       (FORMAT csv, HEADER false, NULLSTR '', FORCE_QUOTE *, PRESERVE_ORDER false)`,
    );
    const { size: bytes } = await stat(file);
    await connected.query('BEGIN');
    await connected.query(
      `SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres'`,
    );
    const rowCount = await writeRows(connected, target, columns, (into) =>
      copyFromFile(connected, into, file, signal),
    );
    await connected.query('COMMIT');
    return ok({ rowCount, bytes });
  } catch (error) {
    if (signal.aborted) throw new EngineError('Cancelled while it was written.', null, true);
    if (error instanceof TargetProblem) return err(error.failure);
    if (postgresCode(error) === null) throw error;
    return err(writeFailure(target, error));
  } finally {
    await client?.end().catch(() => undefined);
    await rm(file, { force: true });
  }
}

type CopyInto = (sql: string) => Promise<number>;

async function writeRows(
  client: Client,
  target: TableWrite,
  columns: readonly TargetColumn[],
  copy: CopyInto,
): Promise<number> {
  const table = quoteTableName(target.table);
  const names = columns.map(({ name }) => quoteName(name)).join(', ');
  const copySql = (into: string): string =>
    `COPY ${into} (${names}) FROM STDIN (FORMAT csv, NULL '')`;
  const { write } = target;
  await makeReady(client, target, columns);
  if (write.mode === 'full' || write.mode === 'append') {
    if (write.mode === 'full') await client.query(`TRUNCATE ${table}`);
    return copy(copySql(table));
  }
  // Nobody else may write in between, or keys could come in twice.
  await client.query(`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
  const stage = await stageFor(client, table, names);
  const rowCount = await copy(copySql(stage));
  if (write.mode === 'upsert') await upsert(client, { table, stage, columns, keys: write.keys });
  else await replaceNewest(client, { table, stage, names, ...write });
  return rowCount;
}

/** Makes the table, or makes it anew when a full write brings other columns. */
async function makeReady(
  client: Client,
  { table, write, createTable, cascade }: TableWrite,
  columns: readonly TargetColumn[],
): Promise<void> {
  const name = quoteTableName(table);
  const wanted = columns.map(({ name: column }) => column);
  const existing = await existingColumns(client, name);
  if (existing !== null) {
    const missing = wanted.filter((column) => !existing.has(column));
    const isSame = missing.length === 0 && existing.size === wanted.length;
    if (isSame || (missing.length === 0 && (write.mode !== 'full' || !createTable))) return;
    if (write.mode !== 'full' || !createTable) {
      throw new TargetProblem({
        code: 'target_mismatch',
        message: `The table ${name} has no column ${missing.join(', ')}.`,
        hint: 'Add it to the table, leave it out of the data, or use the mode full, which makes the table anew.',
      });
    }
    await client.query(`DROP TABLE ${name}${cascade ? ' CASCADE' : ''}`);
  } else if (!createTable) {
    throw new TargetProblem({
      code: 'target_missing',
      message: `There is no table ${name}.`,
      hint: 'Make it, or allow it to be made: create_table: true.',
    });
  }
  if (table.schema !== null) {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${quoteName(table.schema)}`);
  }
  const keys = write.mode === 'upsert' ? write.keys : [];
  const definitions = columns.map(({ name: column, type }) => `${quoteName(column)} ${type}`);
  if (keys.length > 0) definitions.push(`PRIMARY KEY (${keys.map(quoteName).join(', ')})`);
  await client.query(`CREATE TABLE ${name} (${definitions.join(', ')})`);
}

async function upsert(
  client: Client,
  {
    table,
    stage,
    columns,
    keys,
  }: { table: string; stage: string; columns: readonly TargetColumn[]; keys: readonly string[] },
): Promise<void> {
  const keyList = keys.map(quoteName).join(', ');
  const { rows: twice } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM (SELECT 1 FROM ${stage} GROUP BY ${keyList} HAVING count(*) > 1) AS t`,
  );
  const { rows: empty } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${stage} WHERE ${keys.map((key) => `${quoteName(key)} IS NULL`).join(' OR ')}`,
  );
  for (const [found, what] of [
    [twice[0]?.n ?? 0, 'occur more than once in the data'],
    [empty[0]?.n ?? 0, 'are empty'],
  ] as const) {
    if (found === 0) continue;
    throw new TargetProblem({
      code: 'target_keys',
      message: `${String(found)} values of the keys ${keys.join(', ')} ${what}.`,
      hint: 'Each row needs keys of its own, so that it is known which row it replaces.',
    });
  }
  const match = keys.map((key) => `t.${quoteName(key)} = s.${quoteName(key)}`).join(' AND ');
  const others = columns.map(({ name }) => name).filter((name) => !keys.includes(name));
  if (others.length > 0) {
    await client.query(
      `UPDATE ${table} AS t SET ${others.map((name) => `${quoteName(name)} = s.${quoteName(name)}`).join(', ')}
       FROM ${stage} AS s WHERE ${match}`,
    );
  }
  const names = columns.map(({ name }) => quoteName(name)).join(', ');
  await client.query(
    `INSERT INTO ${table} (${names}) SELECT ${names} FROM ${stage} AS s
     WHERE NOT EXISTS (SELECT 1 FROM ${table} AS t WHERE ${match})`,
  );
}

async function replaceNewest(
  client: Client,
  write: { table: string; stage: string; names: string; timeColumn: string; lookbackDays: number },
): Promise<void> {
  const { table, stage, names, lookbackDays } = write;
  const time = quoteName(write.timeColumn);
  const days = String(Math.max(0, Math.floor(lookbackDays)));
  const from = `(SELECT max(${time}) - interval '${days} days' FROM ${table})`;
  const { rows } = await client.query<{ since: string | null }>(`SELECT ${from}::text AS since`);
  const since = rows[0]?.since ?? null;
  const isNew = since === null ? 'true' : `(${time} >= ${quoteText(since)} OR ${time} IS NULL)`;
  await client.query(`DELETE FROM ${table} WHERE ${isNew}`);
  await client.query(
    `INSERT INTO ${table} (${names}) SELECT ${names} FROM ${stage} WHERE ${isNew}`,
  );
}

/** PostgreSQL's code for what others depend on. */
const dependentObjects = '2BP01';

function writeFailure({ table, settings }: TableWrite, error: unknown): ExecutionFailure {
  const message = `${quoteTableName(table)} in ${settings.label} can't be written: ${postgresMessage(error)}`;
  return postgresCode(error) === dependentObjects
    ? {
        code: 'target_failed',
        message,
        hint: 'The table has to be made anew, because its columns change: "cascade: true" drops what depends on it.',
      }
    : { code: 'target_failed', message };
}
