import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { parquetMetadata, type SchemaElement } from 'hyparquet';

/** Footers of more columns or row groups than fit in here are left to DuckDB, which reads them faster. */
const mostBytes = 512 * 1024;

/** What a column is of which nothing but its physical type is said. */
const plainTypes: Readonly<Partial<Record<NonNullable<SchemaElement['type']>, string>>> = {
  BOOLEAN: 'BOOLEAN',
  INT32: 'INTEGER',
  INT64: 'BIGINT',
  FLOAT: 'FLOAT',
  DOUBLE: 'DOUBLE',
  BYTE_ARRAY: 'BLOB',
};

const convertedTypes: Readonly<
  Partial<Record<NonNullable<SchemaElement['converted_type']>, string>>
> = {
  UTF8: 'VARCHAR',
  DATE: 'DATE',
  UINT_8: 'UTINYINT',
  UINT_16: 'USMALLINT',
  UINT_32: 'UINTEGER',
  UINT_64: 'UBIGINT',
  INT_8: 'TINYINT',
  INT_16: 'SMALLINT',
  INT_32: 'INTEGER',
  INT_64: 'BIGINT',
};

/** Logical types that say no more than the converted type beside them. */
const plainLogical: ReadonlySet<string> = new Set(['STRING', 'DECIMAL', 'DATE', 'INTEGER']);

/**
 * The columns of a Parquet file, name to type as DuckDB calls it, read off its footer: loading DuckDB takes
 * longer than most of what a small node does. Null where a look at the footer isn't enough, as with nested
 * and rare types and with what is no Parquet: only DuckDB can tell then.
 */
export function parquetColumns(path: string): ReadonlyMap<string, string> | null {
  let elements: readonly SchemaElement[];
  try {
    // The first element stands for the row as a whole.
    elements = parquetMetadata(readEnd(path)).schema.slice(1);
  } catch {
    return null;
  }
  const columns = new Map<string, string>();
  const names = new Set<string>();
  for (const element of elements) {
    const type = typeOf(element);
    if (type === null) return null;
    columns.set(element.name, type);
    names.add(element.name.toLowerCase());
  }
  // Of names that differ in case alone DuckDB renames one.
  return names.size === elements.length ? columns : null;
}

function readEnd(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const end = Buffer.alloc(Math.min(size, mostBytes));
    readSync(file, end, 0, end.length, size - end.length);
    return end;
  } finally {
    closeSync(file);
  }
}

function typeOf(element: SchemaElement): string | null {
  const { type, converted_type: converted, logical_type: logical, precision, scale = 0 } = element;
  if (element.num_children !== undefined || element.repetition_type === 'REPEATED') return null;
  if (logical?.type === 'TIMESTAMP') {
    if (logical.unit === 'NANOS') return null;
    return logical.isAdjustedToUTC ? 'TIMESTAMP WITH TIME ZONE' : 'TIMESTAMP';
  }
  if (logical !== undefined && !plainLogical.has(logical.type)) return null;
  if (converted === 'DECIMAL') {
    return precision === undefined ? null : `DECIMAL(${String(precision)},${String(scale)})`;
  }
  if (converted !== undefined) return convertedTypes[converted] ?? null;
  return logical === undefined && type !== undefined ? (plainTypes[type] ?? null) : null;
}
