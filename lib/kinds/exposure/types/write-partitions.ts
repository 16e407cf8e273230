import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EngineConnection } from '../../../engine/connection';
import { quoteText } from '../../../engine/sql-text';
import { isMissingFile } from '../../../files/missing-file';
import { err, ok, type Result } from '../../../util/result';

/** Says of a folder that we made it, and may replace it. */
const mark = '.seeknal-export';

export interface WrittenPartitions {
  readonly rowCount: number;
  readonly bytes: number;
  readonly files: number;
}

/**
 * Copies the result of a query into a folder of files. The folder is written beside its place; then the
 * old one goes and the new one takes its name. The error says why what is there must stay.
 */
export async function writePartitions(
  connection: EngineConnection,
  query: string,
  path: string,
  format: string,
): Promise<Result<WrittenPartitions, string>> {
  const objection = await objectionTo(path);
  if (objection !== null) return err(objection);
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}.tmp`;
  const old = `${path}.${randomUUID()}.old`;
  try {
    const [written] = await connection.rows(
      `COPY (${query}\n) TO ${quoteText(unfinished)} (${format})`,
    );
    await mkdir(unfinished, { recursive: true });
    const names = await readdir(unfinished, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile());
    let bytes = 0;
    for (const { parentPath, name } of files) bytes += (await stat(join(parentPath, name))).size;
    await writeFile(join(unfinished, mark), 'Made by seeknal: each run replaces this folder.\n');
    await rename(path, old).catch((error: unknown) => {
      if (!isMissingFile(error)) throw error;
    });
    await rename(unfinished, path);
    return ok({ rowCount: Number(written?.['Count'] ?? 0), bytes, files: files.length });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}

async function objectionTo(path: string): Promise<string | null> {
  try {
    if (!(await stat(path)).isDirectory()) return null;
    const names = await readdir(path);
    if (names.length === 0 || names.includes(mark)) return null;
    return `it holds files that are not from here, such as ${names[0] ?? ''}`;
  } catch (error) {
    if (isMissingFile(error)) return null;
    throw error;
  }
}
