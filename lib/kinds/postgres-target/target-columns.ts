import type { EngineConnection } from '../../engine/connection';
import { describeQuery } from '../../engine/describe-query';
import { quoteName } from '../../engine/sql-text';

/** A column on its way from DuckDB to PostgreSQL. */
export interface TargetColumn {
  readonly name: string;
  /** PostgreSQL's type for a table that is made for it. */
  readonly type: string;
  /** The SQL, in DuckDB, that gives the text which PostgreSQL reads as the value. */
  readonly sent: string;
}

/** DuckDB's types, for those that PostgreSQL calls otherwise. */
const otherNames: Readonly<Record<string, string>> = {
  BOOLEAN: 'boolean',
  TINYINT: 'smallint',
  UTINYINT: 'smallint',
  SMALLINT: 'smallint',
  USMALLINT: 'integer',
  INTEGER: 'integer',
  UINTEGER: 'bigint',
  BIGINT: 'bigint',
  UBIGINT: 'numeric(20, 0)',
  HUGEINT: 'numeric(39, 0)',
  UHUGEINT: 'numeric(39, 0)',
  FLOAT: 'real',
  DOUBLE: 'double precision',
  DATE: 'date',
  TIME: 'time',
  'TIME WITH TIME ZONE': 'timetz',
  TIMESTAMP: 'timestamp',
  TIMESTAMP_S: 'timestamp',
  TIMESTAMP_MS: 'timestamp',
  TIMESTAMP_NS: 'timestamp',
  'TIMESTAMP WITH TIME ZONE': 'timestamptz',
  INTERVAL: 'interval',
  UUID: 'uuid',
  VARCHAR: 'text',
  JSON: 'jsonb',
  BLOB: 'bytea',
};

/** The columns of a query's rows, in order. */
export async function targetColumns(
  connection: EngineConnection,
  query: string,
): Promise<readonly TargetColumn[]> {
  const described = await describeQuery(connection, query);
  return [...described].map(([name, type]) => ({ name, ...conversion(quoteName(name), type) }));
}

function conversion(column: string, type: string): Omit<TargetColumn, 'name'> {
  if (type === 'BLOB') return { type: 'bytea', sent: `'\\x' || lower(hex(${column}))` };
  const plain = plainType(type);
  if (plain !== null) return { type: plain, sent: `CAST(${column} AS VARCHAR)` };
  const element = type.endsWith('[]') ? plainType(type.slice(0, -2)) : null;
  if (element !== null && type !== 'BLOB[]' && type !== 'JSON[]') {
    return { type: `${element}[]`, sent: arrayText(column) };
  }
  // Structures and what else PostgreSQL has no type for.
  return { type: 'jsonb', sent: `CAST(to_json(${column}) AS VARCHAR)` };
}

function plainType(type: string): string | null {
  const decimal = /^DECIMAL\((\d+),\s?(\d+)\)$/.exec(type);
  if (decimal !== null) return `numeric(${decimal[1] ?? ''}, ${decimal[2] ?? ''})`;
  if (type.startsWith('ENUM(')) return 'text';
  return otherNames[type] ?? null;
}

/** PostgreSQL's own form of an array: every element in quotes, so that none of them means anything else. */
function arrayText(column: string): string {
  const escaped = `replace(replace(CAST(x AS VARCHAR), '\\', '\\\\'), '"', '\\"')`;
  const element = `CASE WHEN x IS NULL THEN 'NULL' ELSE '"' || ${escaped} || '"' END`;
  return `CASE WHEN ${column} IS NULL THEN NULL ELSE '{' || array_to_string(list_transform(${column}, lambda x: ${element}), ',') || '}' END`;
}
