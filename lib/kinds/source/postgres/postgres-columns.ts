import type { Client, FieldDef } from 'pg';
import { quoteName, quoteText } from '../../../engine/sql-text';

/** A column on its way from PostgreSQL to DuckDB. */
export interface PostgresColumn {
  readonly name: string;
  /** DuckDB's type of the column in the end. */
  readonly type: string;
  /** The SQL, in PostgreSQL, that gives the text which travels. */
  readonly sent: string;
  /** The SQL, in DuckDB, that makes the value out of the text in the column of this quoted name. */
  readonly received: (column: string) => string;
  /** Whether values of this type have an order that both sides agree on. */
  readonly isOrdered: boolean;
  /** What is lost on the way; null for nothing. */
  readonly loss: string | null;
}

/** Types that DuckDB has too, by PostgreSQL's own names for them. */
const sameTypes: Readonly<Record<string, string>> = {
  bool: 'BOOLEAN',
  int2: 'SMALLINT',
  int4: 'INTEGER',
  int8: 'BIGINT',
  oid: 'UINTEGER',
  float4: 'FLOAT',
  float8: 'DOUBLE',
  date: 'DATE',
  time: 'TIME',
  timetz: 'TIMETZ',
  timestamp: 'TIMESTAMP',
  timestamptz: 'TIMESTAMPTZ',
  interval: 'INTERVAL',
  uuid: 'UUID',
  json: 'JSON',
  jsonb: 'JSON',
  bytea: 'BLOB',
};

const ordered = new Set('SMALLINT INTEGER BIGINT UINTEGER DATE TIMESTAMP TIMESTAMPTZ'.split(' '));

/** More digits than DuckDB's widest exact number has. */
const mostDigits = 38;

interface PgType {
  readonly name: string;
  readonly category: string;
  /** Of an array's elements; null for what isn't an array. */
  readonly element: string | null;
}

/** The columns of a query's result, in order. `fields`: how PostgreSQL describes them. */
export async function postgresColumns(
  client: Client,
  fields: readonly FieldDef[],
): Promise<readonly PostgresColumn[]> {
  const oids = [...new Set(fields.map((field) => field.dataTypeID))];
  const { rows } = await client.query<{
    oid: string;
    name: string;
    category: string;
    element: string | null;
  }>(
    `SELECT t.oid::text AS oid, t.typname AS name, t.typcategory AS category,
            CASE WHEN t.typcategory = 'A' THEN e.typname END AS element
     FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
     WHERE t.oid = ANY ($1::oid[])`,
    [oids],
  );
  const types = new Map<string, PgType>(rows.map((row) => [row.oid, row]));
  return fields.map((field) => columnOf(field, types.get(String(field.dataTypeID))));
}

function columnOf(field: FieldDef, pgType: PgType | undefined): PostgresColumn {
  const { name } = field;
  const quoted = quoteName(name);
  const sent = `q.${quoted}`;
  const plain = { name, sent, loss: null };
  if (pgType === undefined) return { ...plain, ...asText, isOrdered: false };
  if (pgType.element !== null) {
    const element = typeOf(pgType.element, -1);
    const listed =
      element.type === 'BLOB' || element.type === 'INTERVAL' ? 'VARCHAR' : element.type;
    return {
      ...plain,
      type: `${listed}[]`,
      // PostgreSQL's own form of arrays is not DuckDB's; JSON is both's.
      sent: `array_to_json(q.${quoted})::text`,
      received: (column) =>
        `from_json(${unescaped(column)}, ${quoteText(JSON.stringify([listed]))})`,
      isOrdered: false,
    };
  }
  const { type, loss } = typeOf(pgType.name, field.dataTypeModifier);
  return {
    name,
    sent,
    type,
    loss: loss === null ? null : `${name} ${loss}`,
    received: receivedAs(type),
    isOrdered: ordered.has(type),
  };
}

function typeOf(pgName: string, modifier: number): { type: string; loss: string | null } {
  if (pgName === 'numeric') return numericType(modifier);
  return { type: sameTypes[pgName] ?? 'VARCHAR', loss: null };
}

const keeps = 'of which DOUBLE keeps 15; cast it in params.query to keep all';

/** `modifier` holds digits and scale of numeric(digits, scale) in its halves; -1 without them. */
function numericType(modifier: number): { type: string; loss: string | null } {
  if (modifier < 4) return { type: 'DOUBLE', loss: `is numeric without digits, ${keeps}` };
  const digits = ((modifier - 4) >> 16) & 0xffff;
  const scale = (((modifier - 4) & 0x7ff) ^ 1024) - 1024;
  // A negative scale rounds to tens or thousands: whole numbers with more digits.
  const [needed, kept] = scale < 0 ? [digits - scale, 0] : [Math.max(digits, scale), scale];
  if (needed <= mostDigits)
    return { type: `DECIMAL(${String(needed)}, ${String(kept)})`, loss: null };
  return {
    type: 'DOUBLE',
    loss: `has ${String(needed)} digits, ${keeps}`,
  };
}

const asText = {
  type: 'VARCHAR',
  received: (column: string): string => unescaped(column),
} as const;

function receivedAs(type: string): (column: string) => string {
  if (type === 'VARCHAR') return asText.received;
  if (type === 'JSON') return (column) => `${unescaped(column)}::JSON`;
  // Text of bytes: \x and two digits for each; its backslash is doubled on the way.
  if (type === 'BLOB') return (column) => `unhex(substr(${column}, 4))`;
  return (column) => `CAST(${column} AS ${type})`;
}

const escapes: readonly (readonly [letter: string, code: number])[] = [
  ['b', 8],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
];

/**
 * COPY writes control characters and backslashes as \n, \\ and so on. No text in PostgreSQL has a zero
 * byte, so that it can stand for a backslash while the others are put back.
 */
function unescaped(column: string): string {
  const single = escapes.reduce(
    (sql, [letter, code]) => `replace(${sql}, '\\${letter}', chr(${String(code)}))`,
    `replace(${column}, '\\\\', chr(0))`,
  );
  return `CASE WHEN contains(${column}, '\\') THEN replace(${single}, chr(0), '\\') ELSE ${column} END`;
}
