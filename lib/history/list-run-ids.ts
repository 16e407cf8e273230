import { readdir } from 'node:fs/promises';
import { isMissingFile } from '../files/missing-file';
import type { ProjectPaths } from '../files/project-paths';

const ending = '.ndjson';

/** The runs that have an event file, in the order of their ids: the newest first, as far as ids tell. */
export async function listRunIds(paths: ProjectPaths): Promise<string[]> {
  try {
    const names = await readdir(paths.runsDir);
    return names
      .flatMap((name) => (name.endsWith(ending) ? [name.slice(0, -ending.length)] : []))
      .toSorted()
      .toReversed();
  } catch (error) {
    if (isMissingFile(error)) return [];
    throw error;
  }
}
