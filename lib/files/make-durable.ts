import { open, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from './sync-folder';

/**
 * Returns once a file that was written is there to stay, with its name. State that tells of a file must
 * not outlive it. The number is the file's size in bytes; of a folder, that of all files in it.
 */
export async function makeDurable(path: string): Promise<number> {
  if ((await stat(path)).isDirectory()) {
    let bytes = 0;
    for (const entry of await readdir(path, { withFileTypes: true })) {
      bytes += await makeDurable(join(path, entry.name));
    }
    return bytes;
  }
  const file = await open(path, 'r+');
  try {
    await file.datasync();
    const { size } = await file.stat();
    await syncFolder(dirname(path));
    return size;
  } finally {
    await file.close();
  }
}
