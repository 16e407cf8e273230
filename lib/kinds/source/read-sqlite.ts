import type { Client, Row } from '@libsql/client/sqlite3';
import type { EngineValue } from '../../engine/connection';
import { EngineError } from '../../engine/engine-error';
import { quoteName } from '../../engine/sql-text';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionContext } from '../kind';
import type { ReadRequest } from './reader';
import { sqliteColumns, textOf, type SqliteColumn } from './sqlite-columns';

/** How long another program that writes to the file is waited for. */
const busyMs = 5000;

/** Rows held in memory at a time. */
const rowsAtOnce = 10_240;

/** The table in DuckDB that takes the rows. */
const target = 'sqlite_rows';

/**
 * Copies a table or view of a SQLite file into DuckDB, as it is at one moment, some rows at a time. The
 * file is `params.path` and the table `params.table` or `table`; without a path, `table` is the file.
 */
export async function readSqlite(request: ReadRequest): Promise<Result<string, string>> {
  const { path, table, params, context } = request;
  const name = params['table'] ?? (params['path'] === undefined ? null : table);
  const schema = params['schema'] ?? 'main';
  if (schema !== 'main') return err('a SQLite file has only the schema main');
  const { createClient, LibsqlError } = await import('@libsql/client/sqlite3');
  let client: Client | null = null;
  try {
    // A `#` or `?` in the name of a folder would end the path of a URL.
    const url = `file:${path.split('/').map(encodeURIComponent).join('/')}`;
    client = createClient({ url, intMode: 'bigint', timeout: busyMs });
    await client.execute('BEGIN');
    const found = await findTable(client, name);
    if (!found.ok) return found;
    const columns = await sqliteColumns(client, found.value.name);
    await copyRows(client, found.value, columns, context);
    return ok(target);
  } catch (error) {
    if (error instanceof LibsqlError) return err(error.message);
    throw error;
  } finally {
    client?.close();
  }
}

interface SqliteTable {
  readonly name: string;
  /** A table whose rows are numbered, so that they can be read in pieces. */
  readonly isNumbered: boolean;
}

async function findTable(client: Client, name: unknown): Promise<Result<SqliteTable, string>> {
  const { rows } = await client.execute(
    `SELECT name, type, wr FROM pragma_table_list
     WHERE schema = 'main' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
  );
  const names = rows.map((row) => textOf(row['name'])).join(', ');
  if (typeof name !== 'string' || name === '') {
    return err(`params.table must name one of its tables: ${names}`);
  }
  const row = rows.find((one) => textOf(one['name']).toLowerCase() === name.toLowerCase());
  if (row === undefined) return err(`it has no table ${name}; its tables are ${names}`);
  const isNumbered = row['type'] === 'table' && row['wr'] === 0n;
  return ok({ name: textOf(row['name']), isNumbered });
}

async function copyRows(
  client: Client,
  table: SqliteTable,
  columns: readonly SqliteColumn[],
  context: ExecutionContext,
): Promise<void> {
  const { connection, signal } = context;
  await connection.run(
    `CREATE TABLE ${target} (${columns.map(({ name, type }) => `${quoteName(name)} ${type}`).join(', ')})`,
  );
  const { from, key, values } = await numberedRows(client, table, columns);
  let next = -(2n ** 63n);
  for (let total = 0; ;) {
    if (signal.aborted) throw new EngineError('Cancelled while it was read.', null, true);
    const { rows } = await client.execute(
      `SELECT ${[`${key} AS k`, ...values].join(', ')} FROM ${from}
       WHERE ${key} >= ? ORDER BY ${key} LIMIT ${String(rowsAtOnce)}`,
      [next],
    );
    await connection.append(
      target,
      columns.map((_, index) => rows.map((row) => valueOf(row, index + 1))),
    );
    total += rows.length;
    context.progress({ percent: null, rows: total });
    const last = rows.at(-1)?.[0];
    if (rows.length < rowsAtOnce || typeof last !== 'bigint' || last === 2n ** 63n - 1n) return;
    next = last + 1n;
  }
}

/** Where to read rows by number: the table itself, or a copy beside the file's own tables. */
async function numberedRows(
  client: Client,
  { name, isNumbered }: SqliteTable,
  columns: readonly SqliteColumn[],
): Promise<{ from: string; key: string; values: readonly string[] }> {
  const values = columns.map(({ value }, index) => `${value} AS c${String(index)}`);
  const taken = new Set(columns.map((column) => column.name.toLowerCase()));
  const key = ['rowid', '_rowid_', 'oid'].find((alias) => !taken.has(alias));
  if (isNumbered && key !== undefined) return { from: `main.${quoteName(name)}`, key, values };
  await client.execute(
    `CREATE TEMP TABLE seeknal_rows AS SELECT ${values.join(', ')} FROM main.${quoteName(name)}`,
  );
  const copied = columns.map((_, index) => `c${String(index)}`);
  return { from: 'temp.seeknal_rows', key: 'rowid', values: copied };
}

function valueOf(row: Row, index: number): EngineValue {
  const value = row[index];
  return value instanceof ArrayBuffer ? new Uint8Array(value) : (value ?? null);
}
