import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './sync-folder';

/**
 * Returns once a file that was written is there to stay, with its name. State that tells of a file must
 * not outlive it. The number is the file's size in bytes.
 */
export async function makeDurable(path: string): Promise<number> {
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
