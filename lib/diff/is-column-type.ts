const names =
  'bigint int8 long bit bitstring blob bytea binary varbinary boolean bool logical date double float8 ' +
  'numeric decimal float float4 real hugeint uhugeint integer int4 int signed interval json smallint ' +
  'int2 short time timetz timestamp datetime timestamptz timestamp_s timestamp_ms timestamp_ns tinyint ' +
  'int1 ubigint uinteger usmallint utinyint uuid varchar char bpchar text string struct map list union enum';

const pattern = new RegExp(
  `^(?:(?:${names.split(' ').join('|')})\\s*(?:\\(.*\\))?|time(?:stamp)?\\s+with(?:out)?\\s+time\\s+zone|double\\s+precision)\\s*(?:\\[\\d*\\]\\s*)*$`,
  'i',
);

/** Whether DuckDB knows a text as a type, as it does `DECIMAL(10, 2)` and `text[]`. */
export function isColumnType(text: string): boolean {
  return pattern.test(text.trim());
}
