import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissingFile } from '../../files/missing-file';
import type { ProjectPaths } from '../../files/project-paths';

/** As those who write outputs name what isn't whole yet, <name>.<uuid>.tmp, and as DuckDB names what it sets down. */
const unfinished = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.\w+)?\.tmp$|^tmp\/duckdb_temp_/;

/**
 * Removes what a run that was killed had begun to write into target/. Only for the holder of the lock:
 * what another run writes looks the same.
 */
export async function clearUnfinished(paths: ProjectPaths): Promise<void> {
  try {
    // At once: a promise for each of thousands of names would take ten times as long.
    for (const name of readdirSync(paths.target, { recursive: true, encoding: 'utf8' })) {
      // At the top lies the manifest, which others write too, with no regard to runs.
      if (dirname(name) === '.') continue;
      if (unfinished.test(name.replaceAll('\\', '/')))
        await rm(join(paths.target, name), { force: true, recursive: true });
    }
  } catch (error) {
    if (!isMissingFile(error)) throw error;
  }
}
