import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes many small files, and the folders that they lie in.
 * @param {string} folder
 * @param {Iterable<readonly [path: string, text: string]>} files
 */
export function writeFiles(folder, files) {
  const made = new Set();
  for (const [path, text] of files) {
    const absolute = join(folder, path);
    const parent = dirname(absolute);
    if (!made.has(parent)) {
      mkdirSync(parent, { recursive: true });
      made.add(parent);
    }
    writeFileSync(absolute, text);
  }
}
