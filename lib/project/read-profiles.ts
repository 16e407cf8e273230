import { homedir } from 'node:os';
import { join } from 'node:path';
import { noProfiles } from '../connections/profiles';
import { relativeToProject, type ProjectPaths } from '../files/project-paths';
import { readSmallIfThere } from '../files/read-small-if-there';
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
      const text = readSmallIfThere(path);
      if (text === null && paths.profile === null) continue;
      if (text === null) return await unreadable(file, 'there is no such file', severity);
      const { parseProfiles } = await import('./parse-profiles');
      return parseProfiles(text, file, severity);
    } catch (error) {
      return unreadable(file, error instanceof Error ? error.message : String(error), severity);
    }
  }
  return { profiles: noProfiles, diagnostics: [] };
}

async function unreadable(
  file: string,
  why: string,
  severity: Diagnostic['severity'],
): Promise<ReadProfiles> {
  const { problem } = await import('./parse-profiles');
  const place = { file, line: 1, column: 1 };
  const hint = 'Correct its name or its permissions.';
  return {
    profiles: noProfiles,
    diagnostics: [problem(`The profile ${file} can't be read: ${why}.`, place, severity, hint)],
  };
}
