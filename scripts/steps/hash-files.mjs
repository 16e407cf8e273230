import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * One digest of the names and contents of files. Places that don't exist count as empty.
 *
 * @param {string} root
 * @param {readonly string[]} places files and folders, relative to root
 * @param {(path: string) => boolean} [keep] by path relative to root
 * @returns {Promise<string>}
 */
export async function hashFiles(root, places, keep = () => true) {
  const found = await Promise.all(places.map((place) => filesAt(root, place)));
  const paths = found.flat().filter(keep).sort();
  const contents = await Promise.all(paths.map((path) => readFile(join(root, path))));
  const hash = createHash('sha256');
  for (const [index, path] of paths.entries()) {
    const content = contents[index];
    hash.update(`${path}\0${String(content?.length)}\0`).update(content ?? '');
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} place
 * @returns {Promise<string[]>}
 */
async function filesAt(root, place) {
  const facts = await stat(join(root, place)).catch(() => null);
  if (facts === null) return [];
  if (facts.isFile()) return [place];
  const entries = await readdir(join(root, place), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1));
}
