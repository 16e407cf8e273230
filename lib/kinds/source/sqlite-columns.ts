import type { Client, Value } from '@libsql/client/sqlite3';
import { quoteName } from '../../engine/sql-text';

/** A column on its way from SQLite to DuckDB. */
export interface SqliteColumn {
  readonly name: string;
  /** DuckDB's type of what comes out of SQLite. */
  readonly type: 'BIGINT' | 'DOUBLE' | 'VARCHAR' | 'BLOB';
  /** The SQL, in SQLite, that makes its values all of that type. */
  readonly value: string;
}

/** Few enough for one statement of SQLite, however wide the table is. */
const columnsAtOnce = 200;

/**
 * The columns of a table or view. SQLite lets any value into any column, so the type is that of the
 * values which are there; the declared one decides where they leave it open.
 */
export async function sqliteColumns(
  client: Client,
  table: string,
): Promise<readonly SqliteColumn[]> {
  const { rows } = await client.execute(
    `SELECT name, type FROM pragma_table_xinfo(?, 'main') WHERE hidden <> 1`,
    [table],
  );
  const declared = rows.map((row) => ({
    name: textOf(row['name']),
    declaration: textOf(row['type']).toUpperCase(),
  }));
  const columns: SqliteColumn[] = [];
  for (let start = 0; start < declared.length; start += columnsAtOnce) {
    const some = declared.slice(start, start + columnsAtOnce);
    const stored = await client.execute(
      `SELECT ${some.map(({ name }) => `group_concat(DISTINCT typeof(${quoteName(name)}))`).join(', ')}
       FROM main.${quoteName(table)}`,
    );
    some.forEach(({ name, declaration }, index) => {
      const classes = stored.rows[0]?.[index];
      const found = new Set(typeof classes === 'string' ? classes.split(',') : []);
      found.delete('null');
      columns.push({ name, ...conversion(quoteName(name), declaration, found) });
    });
  }
  return columns;
}

/** A value that SQLite gives as text, such as a name; anything else is no text. */
export function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

function conversion(
  name: string,
  declaration: string,
  found: ReadonlySet<string>,
): Omit<SqliteColumn, 'name'> {
  if (found.has('blob')) {
    if (found.size === 1) return { type: 'BLOB', value: name };
    const value = `CASE typeof(${name}) WHEN 'blob' THEN hex(${name}) ELSE CAST(${name} AS TEXT) END`;
    return { type: 'VARCHAR', value };
  }
  if (found.has('text')) {
    return { type: 'VARCHAR', value: `CAST(${name} AS TEXT)` };
  }
  const isFraction = /REAL|FLOA|DOUB|DEC|NUM/.test(declaration);
  if (found.has('real') || (isFraction && !/CHAR|TEXT|INT/.test(declaration))) {
    return { type: 'DOUBLE', value: `CAST(${name} AS REAL)` };
  }
  if (found.has('integer') || declaration.includes('INT')) {
    return { type: 'BIGINT', value: name };
  }
  // Nothing but NULL.
  return { type: 'VARCHAR', value: name };
}
