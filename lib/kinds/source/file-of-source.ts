import { isJsonObject, type JsonObject } from '../../util/json';

/** The file that a source names, and the field of its YAML that names it. */
export interface SourceFile {
  /** A path or a pattern, relative to the project or absolute. */
  readonly path: string;
  readonly field: readonly string[];
}

const fileFormats = new Set<unknown>(['csv', 'parquet', 'json', 'jsonl', 'excel']);

/** The file that a source reads; null for one that reads a server, and while none is named. */
export function fileOfSource(config: JsonObject): SourceFile | null {
  const { source, table, params } = config;
  if (source === 'sqlite') {
    const path = isJsonObject(params) ? params['path'] : undefined;
    return path === undefined ? fileIn(table, ['table']) : fileIn(path, ['params', 'path']);
  }
  if (source === 'hive' && hiveFormat(table) !== null) return fileIn(table, ['table']);
  return fileFormats.has(source) ? fileIn(table, ['table']) : null;
}

/** The format of files that are all of a Hive table: by the end of their path. Null for the name of a table. */
export function hiveFormat(table: unknown): 'parquet' | 'csv' | null {
  const ending = typeof table === 'string' ? /\.(parquet|csv)$/i.exec(table)?.[1] : undefined;
  return ending === undefined ? null : ending.toLowerCase() === 'csv' ? 'csv' : 'parquet';
}

export function isHttpAddress(path: string): boolean {
  return /^https?:\/\//i.test(path);
}

function fileIn(path: unknown, field: readonly string[]): SourceFile | null {
  return typeof path === 'string' && path !== '' ? { path, field } : null;
}
