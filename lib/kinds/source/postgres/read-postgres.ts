import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { openPostgres } from '../../../connections/postgres/open-postgres';
import { postgresCode, postgresMessage } from '../../../connections/postgres/postgres-message';
import { postgresSettings } from '../../../connections/postgres/postgres-settings';
import { EngineError } from '../../../engine/engine-error';
import { quoteName, quoteText } from '../../../engine/sql-text';
import { nearMatches } from '../../../util/near-matches';
import { err, ok, type Result } from '../../../util/result';
import type { ExecutionFailure } from '../../kind';
import type { ReadRows, ServerReadRequest } from '../reader';
import { copyToFile } from './copy-to-file';
import { appendTo, digestOf, digestKey, rowsKept, type KeptRows } from './kept-rows';
import { postgresColumns, type PostgresColumn } from './postgres-columns';
import { beginReading, postgresSource, type PostgresSource } from './postgres-source';

/** DuckDB's own limit for a line. Each of its threads holds a few buffers, which are made for two lines. */
const usualLineBytes = 2_000_000;

/**
 * Reads a table or the result of a query from PostgreSQL: COPY streams the rows into a file, from where
 * DuckDB takes them, so that memory doesn't grow with the data. With a time column only rows that are new
 * since the last time come over, and the older ones are kept from the node's own output.
 */
export async function readPostgres(
  request: ServerReadRequest,
): Promise<Result<ReadRows, ExecutionFailure>> {
  const { node, params, context } = request;
  const settings = await postgresSettings(params, context.outside);
  if (!settings.ok) return err(named(node.id, settings.error));
  const source = postgresSource(node.config, params, settings.value.schema);
  if (!source.ok) return err(failed('invalid_config', `${node.id}: ${source.error}.`));
  const opened = await openPostgres(settings.value);
  if (!opened.ok) {
    return err({
      ...failed('server_unreachable', `${node.id}: ${opened.error}.`),
      hint: 'Check host, port, user and password, and that the server is up.',
    });
  }
  const client = opened.value;
  const folder = join(context.projectDir, 'target', 'tmp');
  const file = join(folder, `${randomUUID()}.tsv`);
  const release = (): Promise<void> => rm(file, { force: true });
  try {
    await mkdir(folder, { recursive: true });
    await beginReading(client);
    const columns = await describe(client, source.value);
    if (!columns.ok) return err(failed('unreadable_data', `${node.id}: ${columns.error}.`));
    for (const { loss } of columns.value) {
      if (loss !== null) context.log('warning', `${node.id}: ${loss}.`);
    }
    const digest = digestOf(settings.value, source.value, columns.value);
    const kept = await rowsKept(source.value, columns.value, digest, context);
    const since = kept === null ? null : newerThan(kept);
    const copied = await copyToFile(client, copySql(source.value, columns.value, since), file, {
      signal: context.signal,
      onRows: (rows) => context.progress({ percent: null, rows }),
    });
    await client.query('COMMIT');
    const fresh = relationOf(file, columns.value, copied.longestBytes);
    return ok({
      relation: kept === null ? fresh : appendTo(kept, fresh, context.outputPath),
      keyValues: { [digestKey]: digest },
      metadata: {
        ...(source.value.timeColumn === null ? {} : { pg_time_column: source.value.timeColumn }),
        ...(kept === null ? {} : { incremental: true, rows_read: copied.rowCount }),
      },
      release,
    });
  } catch (error) {
    await release();
    if (context.signal.aborted) throw new EngineError('Cancelled while it was read.', null, true);
    if (error instanceof EngineError) throw error;
    return err(await readFailure(node.id, source.value, error, client));
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function describe(
  client: Client,
  source: PostgresSource,
): Promise<Result<readonly PostgresColumn[], string>> {
  // The protocol for prepared statements takes one statement only, whatever the query says.
  const look = {
    text: `SELECT * FROM ${source.from} AS q LIMIT 0`,
    values: [],
    queryMode: 'extended',
  };
  const { fields } = await client.query(look);
  if (fields.length === 0) return err(`${source.label} has no columns`);
  const names = fields.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    return err(`${source.label} gives two columns called ${twice}; give one another name with AS`);
  }
  if (source.timeColumn !== null && !names.includes(source.timeColumn)) {
    return err(
      `freshness.time_column is ${source.timeColumn}, and ${source.label} has only ${names.join(', ')}`,
    );
  }
  return ok(await postgresColumns(client, fields));
}

function copySql(
  { from }: PostgresSource,
  columns: readonly PostgresColumn[],
  condition: string | null,
): string {
  // A row with one empty text would be an empty line, which says nothing to whoever reads it.
  const sent = [...columns.map((column) => column.sent), ...(columns.length === 1 ? ['1'] : [])];
  const where = condition === null ? '' : ` WHERE ${condition}`;
  return `COPY (SELECT ${sent.join(', ')} FROM ${from} AS q${where}) TO STDOUT`;
}

/** Rows of the very last moment too: others with the same time may have come in since. */
function newerThan({ timeColumn, watermark }: KeptRows): string {
  const column = `q.${quoteName(timeColumn)}`;
  return `${column} >= ${quoteText(watermark)} OR ${column} IS NULL`;
}

function relationOf(
  file: string,
  columns: readonly PostgresColumn[],
  longestBytes: number,
): string {
  const names = [...columns.keys()].map((index) => `c${String(index)}`);
  const read = columns.length === 1 ? [...names, 'one'] : names;
  const lineBytes = Math.max(usualLineBytes, longestBytes + 1);
  const options = [
    quoteText(file),
    `columns = {${read.map((name) => `${quoteText(name)}: 'VARCHAR'`).join(', ')}}`,
    "auto_detect = false, header = false, compression = 'none'",
    `delim = '\\t', quote = '', escape = '', nullstr = '\\N'`,
    `max_line_size = ${String(lineBytes)}, buffer_size = ${String(2 * lineBytes)}`,
  ];
  const values = columns.map(
    (column, index) => `${column.received(names[index] ?? '')} AS ${quoteName(column.name)}`,
  );
  return `(SELECT ${values.join(', ')} FROM read_csv(${options.join(', ')}))`;
}

/** PostgreSQL's code for a table that isn't there. */
const undefinedTable = '42P01';

async function readFailure(
  id: string,
  source: PostgresSource,
  error: unknown,
  client: Client,
): Promise<ExecutionFailure> {
  const message = `${id} can't read ${source.label}: ${postgresMessage(error)}`;
  if (postgresCode(error) !== undefinedTable) return failed('unreadable_data', message);
  const near = nearMatches(source.label, await tableNames(client));
  return {
    ...failed('unreadable_data', message),
    hint:
      near.length > 0
        ? `Did you mean ${near.join(', ')}?`
        : 'Name the table with its schema, as in public.users.',
  };
}

async function tableNames(client: Client): Promise<string[]> {
  try {
    await client.query('ROLLBACK');
    const { rows } = await client.query<{ schema: string; name: string }>(
      `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
       WHERE table_schema NOT IN ('pg_catalog', 'information_schema') LIMIT 5000`,
    );
    return rows.flatMap(({ schema, name }) =>
      schema === 'public' ? [name, `public.${name}`] : [`${schema}.${name}`],
    );
  } catch {
    // Without them the message says less, and still what is wrong.
    return [];
  }
}

function named<E extends ExecutionFailure>(id: string, error: E): E {
  return { ...error, message: `${id}: ${error.message}` };
}

function failed(code: string, message: string): ExecutionFailure {
  return { code, message };
}
