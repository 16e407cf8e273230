import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readThriftStruct, type ThriftStruct, type ThriftValue } from './thrift-struct';

/** A Parquet file ends with its footer, the footer's length in four bytes, and this. */
const signature = 'PAR1';
const tailBytes = 8;

/** The schema stands at the beginning of a footer; what follows grows with the data. */
const mostFooterBytes = 64 * 1024;

/** Numbers of the fields that are asked for, by the structs of Parquet's format. */
const schemaOfFile = 2;
const field = {
  type: 1,
  repetition: 3,
  name: 4,
  children: 5,
  converted: 6,
  scale: 7,
  precision: 8,
};
const logicalField = 10;

const repeated = 2;

/** By physical type, what a column is of which nothing more is said. */
const plainTypes: Readonly<Record<number, string>> = {
  0: 'BOOLEAN',
  1: 'INTEGER',
  2: 'BIGINT',
  4: 'FLOAT',
  5: 'DOUBLE',
  6: 'BLOB',
};

const decimal = 5;

/** By converted type. */
const convertedTypes: Readonly<Record<number, string>> = {
  0: 'VARCHAR',
  6: 'DATE',
  11: 'UTINYINT',
  12: 'USMALLINT',
  13: 'UINTEGER',
  14: 'UBIGINT',
  15: 'TINYINT',
  16: 'SMALLINT',
  17: 'INTEGER',
  18: 'BIGINT',
};

/** Logical types that say no more than the converted type beside them: text, decimal, date, integer. */
const plainLogical = new Set([1, 5, 6, 10]);
const timestamp = 8;
const milliseconds = 1;
const microseconds = 2;

/**
 * The columns of a Parquet file, name to type as DuckDB calls it, read off its footer: loading DuckDB takes
 * longer than most of what a small node does. Null where a look at the footer isn't enough, as with nested
 * and rare types: only DuckDB can tell then.
 */
export function parquetColumns(path: string): ReadonlyMap<string, string> | null {
  const footer = readFooter(path);
  if (footer === null) return null;
  try {
    const schema = readThriftStruct(footer, schemaOfFile).get(schemaOfFile);
    return Array.isArray(schema) ? columnsOf(schema as readonly ThriftValue[]) : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readFooter(path: string): Buffer | null {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size < tailBytes) return null;
    const tail = Buffer.alloc(tailBytes);
    readSync(file, tail, 0, tailBytes, size - tailBytes);
    const length = tail.readUInt32LE(0);
    const start = size - tailBytes - length;
    if (tail.toString('latin1', 4) !== signature || start < 0) return null;
    const footer = Buffer.alloc(Math.min(length, mostFooterBytes));
    readSync(file, footer, 0, footer.length, start);
    return footer;
  } finally {
    closeSync(file);
  }
}

/** The first element stands for the row as a whole. */
function columnsOf([, ...elements]: readonly ThriftValue[]): ReadonlyMap<string, string> | null {
  const columns = new Map<string, string>();
  const names = new Set<string>();
  for (const element of elements) {
    if (!(element instanceof Map)) return null;
    const name: unknown = element.get(field.name);
    const type = typeOf(element);
    if (typeof name !== 'string' || type === null) return null;
    columns.set(name, type);
    names.add(name.toLowerCase());
  }
  // Of names that differ in case alone DuckDB renames one.
  return names.size === elements.length ? columns : null;
}

function typeOf(element: ThriftStruct): string | null {
  if (element.has(field.children) || element.get(field.repetition) === repeated) return null;
  const logical = element.get(logicalField);
  const [logicalType, facts] = logical instanceof Map ? ([...logical][0] ?? []) : [];
  if (logicalType === timestamp) return timestampOf(facts);
  if (logicalType !== undefined && !plainLogical.has(logicalType as number)) return null;
  const converted = element.get(field.converted);
  if (converted === decimal) {
    const [precision, scale] = [element.get(field.precision), element.get(field.scale) ?? 0];
    return typeof precision === 'number' && typeof scale === 'number'
      ? `DECIMAL(${String(precision)},${String(scale)})`
      : null;
  }
  const types = converted === undefined ? plainTypes : convertedTypes;
  const number = converted ?? element.get(field.type);
  // A logical type alone says what DuckDB would have to be asked for.
  if (converted === undefined && logicalType !== undefined) return null;
  return typeof number === 'number' ? (types[number] ?? null) : null;
}

function timestampOf(facts: unknown): string | null {
  if (!(facts instanceof Map)) return null;
  const unit: unknown = facts.get(2);
  if (!(unit instanceof Map) || !(unit.has(milliseconds) || unit.has(microseconds))) return null;
  return facts.get(1) === true ? 'TIMESTAMP WITH TIME ZONE' : 'TIMESTAMP';
}
