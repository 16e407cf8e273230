import { readdir, rm } from 'node:fs/promises';
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
    const names = await readdir(paths.target, { recursive: true });
    for (const name of names) {
      // At the top lies the manifest, which others write too, with no regard to runs.
      if (dirname(name) === '.') continue;
      if (unfinished.test(name.replaceAll('\\', '/')))
        await rm(join(paths.target, name), { force: true, recursive: true });
    }
  } catch (error) {
    if (!isMissingFile(error)) throw error;
  }
}
