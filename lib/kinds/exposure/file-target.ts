import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../util/json';

/** The formats of files, by the ends of their names. */
const formatOfEnding: Readonly<Record<string, string>> = {
  csv: 'csv',
  tsv: 'csv',
  parquet: 'parquet',
  json: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  xlsx: 'xlsx',
};

/** The file, or the folder of parts, that an exposure writes. */
export interface FileTarget {
  /** As the node has it: relative to the project, or absolute. */
  readonly path: string;
  readonly format: string;
  /** Columns by whose values the rows go to folders of their own. */
  readonly partitionBy: readonly string[];
}

/** What a node's document says of the file; null when it names none. */
export function fileTargetOf(config: JsonObject): FileTarget | null {
  const params = isJsonObject(config['params']) ? config['params'] : {};
  const path = params['path'] ?? config['path'] ?? config['url'];
  if (typeof path !== 'string' || path === '') return null;
  const ending = /\.([a-z0-9]+)(?:\.(?:gz|zst))?$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  const format = params['format'] ?? config['format'] ?? formatOfEnding[ending] ?? 'csv';
  return {
    path,
    format: typeof format === 'string' ? format.toLowerCase() : JSON.stringify(format),
    partitionBy: names(params['partition_by'] ?? config['partition_by']),
  };
}

function names(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return isJsonArray(value) ? value.filter((name) => typeof name === 'string') : [];
}
