import { readdir } from 'node:fs/promises';
import { dirname, basename, join } from 'node:path';
import { isMissingFile } from '../files/missing-file';

/**
 * Tells which of many files are there by listing each folder once: the outputs of a project lie in a few
 * folders, and asking for each of them would cost more than all the rest of a plan.
 */
export function fileLookup(root: string): (path: string) => Promise<boolean> {
  const folders = new Map<string, Promise<ReadonlySet<string>>>();
  return async (path) => {
    const folder = join(root, dirname(path));
    let names = folders.get(folder);
    if (names === undefined) {
      names = namesIn(folder);
      folders.set(folder, names);
    }
    return (await names).has(basename(path));
  };
}

async function namesIn(folder: string): Promise<ReadonlySet<string>> {
  try {
    return new Set(await readdir(folder));
  } catch (error) {
    if (isMissingFile(error)) return new Set();
    throw error;
  }
}
