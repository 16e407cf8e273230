import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { noProfiles } from '../connections/profiles';
import { isMissingFile } from '../files/missing-file';
import { relativeToProject, type ProjectPaths } from '../files/project-paths';
import type { Diagnostic } from './diagnostic';
import type { ReadProfiles } from './parse-profiles';

/**
 * The file that was named for this command, else the project's profiles.yml, else that of the home folder.
 * What is wrong with the last one is only a warning: it belongs to other projects too.
 */
export async function readProfiles(
  paths: ProjectPaths,
  home: string = homedir(),
): Promise<ReadProfiles> {
  const places: readonly (readonly [path: string, severity: Diagnostic['severity']])[] =
    paths.profile !== null
      ? [[paths.profile, 'error']]
      : [
          [join(paths.root, 'profiles.yml'), 'error'],
          [join(home, '.seeknal', 'profiles.yml'), 'warning'],
        ];
  for (const [path, severity] of places) {
    const file = relativeToProject(paths.root, path);
    try {
      const text = await readFile(path, 'utf8');
      const { parseProfiles } = await import('./parse-profiles');
      return parseProfiles(text, file, severity);
    } catch (error) {
      if (isMissingFile(error) && paths.profile === null) continue;
      const { problem } = await import('./parse-profiles');
      const why = isMissingFile(error)
        ? 'there is no such file'
        : error instanceof Error
          ? error.message
          : String(error);
      const place = { file, line: 1, column: 1 };
      const hint = 'Correct its name or its permissions.';
      return {
        profiles: noProfiles,
        diagnostics: [problem(`The profile ${file} can't be read: ${why}.`, place, severity, hint)],
      };
    }
  }
  return { profiles: noProfiles, diagnostics: [] };
}
