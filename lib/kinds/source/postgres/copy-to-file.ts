import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** What came through. */
export interface CopiedText {
  readonly rowCount: number;
  readonly bytes: number;
  /** Of the longest row. */
  readonly longestBytes: number;
}

const lineFeed = 10;
const tellMs = 250;

/**
 * Writes what a COPY ... TO STDOUT in text form gives into a file, as fast as the disk takes it: no more
 * than a few chunks are in memory. `onRows` hears now and then how many rows have come.
 */
export async function copyToFile(
  client: Client,
  sql: string,
  path: string,
  { signal, onRows }: { readonly signal: AbortSignal; readonly onRows: (rows: number) => void },
): Promise<CopiedText> {
  let rowCount = 0;
  let bytes = 0;
  let longestBytes = 0;
  let rowBytes = 0;
  let toldMs = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      let start = 0;
      // In text form a line feed ends a row, and stands nowhere else.
      for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, start)) {
        rowCount += 1;
        longestBytes = Math.max(longestBytes, rowBytes + at + 1 - start);
        rowBytes = 0;
        start = at + 1;
      }
      rowBytes += chunk.length - start;
      const nowMs = Date.now();
      if (nowMs - toldMs > tellMs) {
        toldMs = nowMs;
        onRows(rowCount);
      }
      done(null, chunk);
    },
  });
  await pipeline(client.query(copyTo(sql)), counter, createWriteStream(path), { signal });
  return { rowCount, bytes, longestBytes };
}
