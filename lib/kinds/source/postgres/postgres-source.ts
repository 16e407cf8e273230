import type { Client } from 'pg';
import { parseTableName, quoteTableName } from '../../../connections/postgres/table-name';
import { splitStatements } from '../../../engine/split-statements';
import type { JsonObject } from '../../../util/json';
import { err, ok, type Result } from '../../../util/result';

/** What a source reads from a database. */
export interface PostgresSource {
  /** What follows FROM in PostgreSQL: a table, or a query in brackets. */
  readonly from: string;
  /** In messages: the name of the table, or "the query". */
  readonly label: string;
  /** The column that tells newer rows from older ones; null when there is none. */
  readonly timeColumn: string | null;
}

/** The table or the query that a source names. `schema`: that of tables without one. */
export function postgresSource(
  config: Readonly<Record<string, unknown>>,
  params: JsonObject,
  schema: string | null,
): Result<PostgresSource, string> {
  const { freshness, table } = config;
  const wanted =
    typeof freshness === 'object' && freshness !== null && 'time_column' in freshness
      ? freshness.time_column
      : undefined;
  const timeColumn = typeof wanted === 'string' && wanted !== '' ? wanted : null;
  const { query } = params;
  if (typeof query === 'string' && query.trim() !== '') {
    const [statement, another] = splitStatements(query);
    if (statement === undefined || another !== undefined) {
      return err('params.query must be one statement');
    }
    const { sql } = statement;
    const words = sql.replace(/^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)+/, '');
    if (!/^(?:select|with)\b/i.test(words)) {
      return err('params.query must be a SELECT, or begin with WITH');
    }
    // A comment at its end must not swallow the bracket.
    return ok({ from: `(${sql}\n)`, label: 'the query', timeColumn });
  }
  if (typeof table !== 'string' || table === '') {
    return err('it needs a "table", as in public.users, or params.query');
  }
  const named = typeof params['schema'] === 'string' ? params['schema'] : schema;
  const name = parseTableName(table, named);
  if (name === null) return err('"table" must be a name, as in public.users');
  return ok({ from: quoteTableName(name), label: table, timeColumn });
}

/**
 * Begins to read, all at one moment and without a chance to change anything; values come in forms that
 * don't depend on the server's settings.
 */
export async function beginReading(client: Client): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query(
    `SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD';
     SET LOCAL IntervalStyle = 'postgres'; SET LOCAL bytea_output = 'hex'`,
  );
}
