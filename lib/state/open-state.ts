import { FileStateBackend } from './backends/file/file-state-backend';
import { stateBackendFor, stateSchemes } from './backends/registry';
import { completeBackend } from './complete-backend';
import type { StateStore } from './state-backend';
import { StateUnavailableError } from './state-unavailable';

/**
 * Opens the place where state is kept: files in `stateDir` without a URL. Throws a StateUnavailableError
 * when there is no such place. Close it after use.
 */
export async function openState(place: {
  readonly url: string | null;
  /** The project's folder for state; absolute. */
  readonly stateDir: string;
  readonly projectDir: string;
  readonly project: string;
}): Promise<StateStore> {
  const { url, stateDir } = place;
  if (url === null) return completeBackend(new FileStateBackend(stateDir), stateDir);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  const open = scheme === undefined ? null : stateBackendFor(scheme);
  if (open === null) {
    throw new StateUnavailableError(
      scheme === undefined
        ? 'The address of the state does not say what kind of place it is.'
        : `State can't be kept in "${scheme}:".`,
      `It starts with one of ${stateSchemes()
        .map((known) => `${known}:`)
        .join(
          ', ',
        )} as in sqlite:target/state/state.db or postgres://user@host/database; or register a backend of your own.`,
    );
  }
  return completeBackend(await open({ ...place, url }), stateDir);
}
