import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Feeds a file to a COPY ... FROM STDIN, a chunk at a time. Returns how many rows it was. */
export async function copyFromFile(
  client: Client,
  sql: string,
  path: string,
  signal: AbortSignal,
): Promise<number> {
  const copying = client.query(copyFrom(sql));
  await pipeline(createReadStream(path), copying, { signal });
  return copying.rowCount;
}
