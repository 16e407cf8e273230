import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectPaths } from './project-paths';

/** Makes .seeknal/ for history and caches, with a .gitignore that keeps all of it out of the user's commits. */
export async function ensureSeeknalDir(paths: ProjectPaths): Promise<void> {
  await mkdir(paths.runsDir, { recursive: true });
  await writeFile(join(paths.seeknalDir, '.gitignore'), '*\n', { flag: 'wx' }).catch(
    (error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    },
  );
}
