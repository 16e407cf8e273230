import { closeSync, fdatasync, openSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { syncFolder } from './sync-folder';

const syncData = promisify(fdatasync);

/**
 * Returns once a file that was written is there to stay, with its name. State that tells of a file must
 * not outlive it. The number is the file's size in bytes; of a folder, that of all files in it.
 */
export async function makeDurable(path: string): Promise<number> {
  // Only the disk is waited for: to ask and to open takes less than a promise of it does.
  const facts = statSync(path);
  if (facts.isDirectory()) return makeFolderDurable(path);
  const file = openSync(path, 'r+');
  try {
    await Promise.all([syncData(file), syncFolder(dirname(path))]);
    return facts.size;
  } finally {
    closeSync(file);
  }
}

async function makeFolderDurable(path: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(path, { withFileTypes: true })) {
    bytes += await makeDurable(join(path, entry.name));
  }
  return bytes;
}
