import { loadExtensions } from '../../extensions/load-extensions';
import { readSmallIfThere } from '../../files/read-small-if-there';
import type { ProjectPaths } from '../../files/project-paths';
import { readSettings } from '../../project/read-settings';
import { openState } from '../../state/open-state';
import type { StateStore } from '../../state/state-backend';
import { StateUnavailableError } from '../../state/state-unavailable';
import { serviceError, type ServiceError } from '../service-error';

/**
 * The place where a project keeps its state: what was asked for, else what its settings name, else files.
 * Throws a StateUnavailableError when nobody answers there. Close it after use.
 */
export async function openProjectState(paths: ProjectPaths): Promise<StateStore> {
  const { stateDir, root: projectDir, stateUrl } = paths;
  if (stateUrl === null && !settingsNameState(paths)) {
    return openState({ url: null, stateDir, projectDir, project: '' });
  }
  // The address may name a backend of the project's own.
  const [{ settings }, extensions] = await Promise.all([
    readSettings(paths),
    loadExtensions(paths),
  ]);
  if (!extensions.ok) {
    throw new StateUnavailableError(extensions.error.message, extensions.error.hint);
  }
  return openState({
    url: stateUrl ?? settings.stateUrl,
    stateDir,
    projectDir,
    project: settings.name,
  });
}

/** Why state can't be had, for the person; anything else is thrown on. */
export function stateUnavailable(error: unknown): ServiceError {
  if (!(error instanceof StateUnavailableError)) throw error;
  return serviceError('state_unavailable', error.message, { hint: error.hint });
}

/** A look that is much cheaper than parsing YAML, which most commands can do without. */
function settingsNameState(paths: ProjectPaths): boolean {
  try {
    const text = readSmallIfThere(paths.settings);
    return text !== null && /^(['"]?)state\1[ \t]*:/m.test(text);
  } catch {
    // What can't be read is told by whoever parses the project.
    return false;
  }
}
