import { access } from 'node:fs/promises';
import { createClient, type Client, type Value } from '@libsql/client/sqlite3';
import { quoteName } from '../../engine/sql-text';
import { sqliteUrl } from '../../files/sqlite-url';
import type { JsonValue } from '../../util/json';

/** What the online file of a group says of itself. */
export interface OnlineAbout {
  readonly name: string;
  readonly entity: string;
  readonly joinKeys: readonly string[];
  /** Feature name to DuckDB type. */
  readonly features: Readonly<Record<string, string>>;
}

/** The latest values of one key. */
export interface OnlineRow {
  readonly features: Readonly<Record<string, JsonValue>>;
  /** UTC, as `2026-01-31 12:00:00`; null when the group has no event time. */
  readonly eventTime: string | null;
  /** Unix time in milliseconds. */
  readonly writtenAtMs: number;
  /** Null: it is served forever. */
  readonly expiresAtMs: number | null;
}

/** Opens the online file of a group; a file that isn't there is the error of the file system. */
export async function openOnline(
  file: string,
): Promise<{ readonly client: Client; readonly about: OnlineAbout }> {
  // SQLite would make an empty one.
  await access(file);
  const client = createClient({ url: sqliteUrl(file), intMode: 'number' });
  try {
    const { rows } = await client.execute('SELECT about FROM seeknal_feature_group');
    const about = rows[0]?.['about'];
    if (typeof about !== 'string') throw new Error(`${file} does not say what it holds`);
    return { client, about: JSON.parse(about) as OnlineAbout };
  } catch (error) {
    client.close();
    throw error;
  }
}

/** The row of a key, unless there is none or it has expired. Values are of the types of their features. */
export async function readOnlineRow(
  { client, about }: { readonly client: Client; readonly about: OnlineAbout },
  key: readonly string[],
  nowMs: number,
): Promise<OnlineRow | null> {
  const wanted = about.joinKeys.map((name) => `${quoteName(name)} = ?`).join(' AND ');
  const { rows } = await client.execute({
    sql: `SELECT * FROM ${quoteName(about.name)} WHERE ${wanted}`,
    args: [...key],
  });
  const [row] = rows;
  if (row === undefined) return null;
  const expiresAtMs = row['expires_at_ms'] === null ? null : Number(row['expires_at_ms']);
  if (expiresAtMs !== null && expiresAtMs <= nowMs) return null;
  return {
    features: Object.fromEntries(
      Object.entries(about.features).map(([name, type]) => [name, toJson(row[name], type)]),
    ),
    eventTime: typeof row['event_time'] === 'string' ? row['event_time'] : null,
    writtenAtMs: Number(row['written_at_ms']),
    expiresAtMs,
  };
}

function toJson(value: Value | undefined, type: string): JsonValue {
  if (value === undefined || value === null) return null;
  if (type === 'BOOLEAN') return value === 1;
  if (typeof value === 'string') {
    return /(\[\d*\]|\))$/.test(type) && /^[[{]/.test(value)
      ? (JSON.parse(value) as JsonValue)
      : value;
  }
  // Bytes never get in, and whole numbers come as numbers.
  return typeof value === 'number' ? value : null;
}
