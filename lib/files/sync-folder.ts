import { closeSync, fsync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const sync = promisify(fsync);

/**
 * Makes the names in a folder durable: a file that was synced can still be missing after a power failure
 * when the folder that names it was not.
 */
export async function syncFolder(folder: string): Promise<void> {
  // Windows can't open folders, and its file systems keep names in a journal of their own.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    await sync(handle);
  } finally {
    closeSync(handle);
  }
}
