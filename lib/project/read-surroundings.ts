import type { ProjectPaths } from '../files/project-paths';
import { noExtensions } from '../extensions/extensions';
import { loadExtensions, type ExtensionsProblem } from '../extensions/load-extensions';
import type { Diagnostic } from './diagnostic';
import type { ParsedProject } from './parsed-project';
import { readProfiles } from './read-profiles';
import { readSettings } from './read-settings';

export type Surroundings = Pick<ParsedProject, 'settings' | 'extensions' | 'profiles'>;

/** What a project says beside its nodes: its settings, its profile, and what its config file adds. */
export async function readSurroundings(
  paths: ProjectPaths,
): Promise<{ readonly about: Surroundings; readonly diagnostics: readonly Diagnostic[] }> {
  const [{ settings, diagnostics: ofSettings }, { profiles, diagnostics: ofProfiles }, loaded] =
    await Promise.all([readSettings(paths), readProfiles(paths), loadExtensions(paths)]);
  const diagnostics = [...ofSettings, ...ofProfiles];
  if (loaded.ok) return { about: { settings, profiles, extensions: loaded.value }, diagnostics };
  return {
    about: { settings, profiles, extensions: noExtensions },
    diagnostics: [...diagnostics, configFileProblem(loaded.error)],
  };
}

function configFileProblem({ file, message, hint }: ExtensionsProblem): Diagnostic {
  return {
    code: 'invalid_config_file',
    severity: 'error',
    message,
    hint,
    place: { file, line: 1, column: 1 },
    nodeId: null,
  };
}
