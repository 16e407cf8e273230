import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a whole file so that a reader, or a crash, sees the old content or the new one and nothing between.
 * What a crash leaves beside it has the name of an unfinished output, and goes with the next run.
 */
export async function writeAtomic(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}.tmp`;
  const replaced = await stat(path).catch(() => null);
  try {
    const file = await open(unfinished, 'wx', replaced?.mode);
    try {
      // Beyond what the process' mask lets through, and before anything can be read in it.
      if (replaced !== null) await file.chmod(replaced.mode);
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
