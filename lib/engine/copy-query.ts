import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EngineConnection } from './connection';
import { quoteText } from './sql-text';

/** What was written. */
export interface WrittenFile {
  readonly rowCount: number;
  readonly bytes: number;
}

/**
 * Copies the result of a query into a file in one of DuckDB's formats. The file appears whole or not at
 * all: it is written beside its place and renamed. `format` is what follows TO in DuckDB's COPY.
 */
export async function copyQuery(
  connection: EngineConnection,
  query: string,
  path: string,
  format = 'FORMAT parquet',
): Promise<WrittenFile> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}.tmp`;
  try {
    // The line break keeps a comment at the end of the query from swallowing the bracket.
    const [written] = await connection.rows(
      `COPY (${query}\n) TO ${quoteText(unfinished)} (${format})`,
    );
    const { size: bytes } = await stat(unfinished);
    await rename(unfinished, path);
    return { rowCount: Number(written?.['Count'] ?? 0), bytes };
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
