import { readdirSync, type Dirent } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissingFile } from '../../files/missing-file';
import type { ProjectPaths } from '../../files/project-paths';

/** As those who write outputs name what isn't whole yet, <name>.<uuid>.tmp, and as DuckDB names what it sets down. */
const unfinished = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.\w+)?\.tmp$|^tmp\/duckdb_temp_/;

/**
 * Removes what a run that was killed had begun to write into target/. Only for the holder of the lock:
 * what another run writes looks the same.
 */
export async function clearUnfinished(paths: ProjectPaths): Promise<void> {
  for (const path of findUnfinished(paths.target)) await rm(path, { force: true, recursive: true });
}

/** At once: a promise for each of thousands of names would take ten times as long. */
function findUnfinished(target: string): string[] {
  const found: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(join(target, folder))) {
      const path = `${folder}${entry.name}`;
      // At the top lies the manifest, which others write too, with no regard to runs.
      if (folder !== '' && unfinished.test(path)) found.push(join(target, path));
      else if (entry.isDirectory()) folders.push(`${path}/`);
    }
  }
  return found;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissingFile(error)) return [];
    throw error;
  }
}
