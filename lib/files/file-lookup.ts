import { readdirSync } from 'node:fs';
import { isMissingFile } from './missing-file';

/**
 * Tells which of many files are there by listing each folder once: the outputs of a project lie in a few
 * folders, and asking for each of them would cost more than all the rest of a plan. Paths are relative to
 * `root`, with forward slashes.
 */
export function fileLookup(root: string): (path: string) => boolean {
  const folders = new Map<string, ReadonlySet<string>>();
  return (path) => {
    const slash = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(0, slash));
    let names = folders.get(folder);
    if (names === undefined) {
      names = namesIn(`${root}/${folder}`);
      folders.set(folder, names);
    }
    return names.has(path.slice(slash + 1));
  };
}

function namesIn(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder));
  } catch (error) {
    if (isMissingFile(error)) return new Set();
    throw error;
  }
}
