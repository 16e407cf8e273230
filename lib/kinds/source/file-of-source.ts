import { isJsonObject, type JsonObject } from '../../util/json';

/** The file that a source names, and the field of its YAML that names it. */
export interface SourceFile {
  /** A path or a pattern, relative to the project or absolute. */
  readonly path: string;
  readonly field: readonly string[];
}

const fileFormats = new Set<unknown>(['csv', 'parquet', 'json', 'jsonl']);

/** The file that a source reads; null for one that reads a server, and while none is named. */
export function fileOfSource(config: JsonObject): SourceFile | null {
  const { source, table, params } = config;
  if (source === 'sqlite') {
    const path = isJsonObject(params) ? params['path'] : undefined;
    return path === undefined ? fileIn(table, ['table']) : fileIn(path, ['params', 'path']);
  }
  return fileFormats.has(source) ? fileIn(table, ['table']) : null;
}

function fileIn(path: unknown, field: readonly string[]): SourceFile | null {
  return typeof path === 'string' && path !== '' ? { path, field } : null;
}
