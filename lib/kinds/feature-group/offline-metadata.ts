import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quoteName, quoteText } from '../../engine/sql-text';
import { isMissingFile } from '../../files/missing-file';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../util/json';

/** What _metadata.json says of a group in the offline store. */
export interface OfflineMetadata {
  /** What was written when, oldest first: {version, start_date, end_date, mode, rows, timestamp}. */
  readonly versions: readonly JsonObject[];
  /** Column name to DuckDB type, with the event time as `event_time`. */
  readonly schema: Readonly<Record<string, string>>;
  /** Beside _metadata.json: `data.parquet`, or a folder with a Parquet file in each partition. */
  readonly data: string;
  readonly joinKeys: readonly string[];
  /** The declared features, or all columns but the keys. */
  readonly features: readonly string[];
}

export const metadataName = '_metadata.json';

/** Null when the group was never kept, or what is there can't be read. */
export async function readOfflineMetadata(folder: string): Promise<OfflineMetadata | null> {
  let metadata: JsonValue;
  try {
    metadata = JSON.parse(await readFile(join(folder, metadataName), 'utf8')) as JsonValue;
  } catch (error) {
    if (isMissingFile(error) || error instanceof SyntaxError) return null;
    throw error;
  }
  if (!isJsonObject(metadata) || !isJsonObject(metadata['schema'])) return null;
  const { versions, schema, data, join_keys: joinKeys, features } = metadata;
  return {
    versions: isJsonArray(versions) ? versions.filter(isJsonObject) : [],
    schema: Object.fromEntries(
      Object.entries(schema).flatMap(([name, type]) =>
        typeof type === 'string' ? [[name, type] as const] : [],
      ),
    ),
    data: typeof data === 'string' && /^data(\.parquet|-\d+)$/.test(data) ? data : 'data.parquet',
    joinKeys: texts(joinKeys),
    features: texts(features),
  };
}

/** What reads the rows of a group. */
export function offlineRows(folder: string, { data }: Pick<OfflineMetadata, 'data'>): string {
  return `read_parquet(${rowsArguments(folder, data)})`;
}

/**
 * A query of the rows of a group with one row for each key and time, the last one written; the time is a
 * TIMESTAMP, of UTC when the column has a zone. Without an event time it is null.
 */
export function distinctRows(folder: string, metadata: OfflineMetadata): string {
  const { data, schema, joinKeys, features } = metadata;
  const time = 'event_time' in schema ? 'CAST(event_time AS TIMESTAMP)' : 'CAST(NULL AS TIMESTAMP)';
  const keys = joinKeys.map(quoteName).join(', ');
  const others = features.filter((name) => name !== 'event_time' && !joinKeys.includes(name));
  const columns = [keys, `${time} AS event_time`, ...others.map(quoteName)].join(', ');
  return `SELECT ${columns}
    FROM read_parquet(${rowsArguments(folder, data)}, filename = 'file of row', file_row_number = true)
    QUALIFY row_number() OVER (PARTITION BY ${keys}, ${time}
      ORDER BY "file of row" DESC, file_row_number DESC) = 1`;
}

function rowsArguments(folder: string, data: string): string {
  const path = join(folder, data, ...(data.endsWith('.parquet') ? [] : ['**', '*.parquet']));
  // The partition columns are in the files, with their own types.
  return `${quoteText(path)}, hive_partitioning = false, union_by_name = true`;
}

function texts(value: JsonValue | undefined): string[] {
  return isJsonArray(value) ? value.filter((text) => typeof text === 'string') : [];
}
