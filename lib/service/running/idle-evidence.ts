import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { readdirSync } from 'node:fs';
import { Evidence } from '../../files/evidence';
import type { ProjectPaths } from '../../files/project-paths';

/** What beside the project's own files the plan of a run with nothing to do has looked at. */
export interface IdleScope {
  /** SHA-256 of the manifest, whose copy in the history must be there. */
  readonly manifestHash: string;
  /** Data files that nodes read from outside the DAG, absolute. */
  readonly dataFiles: readonly string[];
  /** Folders that hold the outputs, relative to the project. */
  readonly outputFolders: readonly string[];
  /** The kinds whose executors the project's config file gives; null without such a file. */
  readonly ownKinds: readonly string[] | null;
}

/**
 * Everything on disk that decides what an incremental run would do: settings, variables and code in the
 * project's folder, whatever is under seeknal/, the state and the manifest, data files, which outputs are there, and the
 * profiles in the home folder. Null when it can't be told: something is missing, or another run goes on.
 * `ownLock`: the caller's run holds the lock.
 */
export function gatherIdleEvidence(
  paths: ProjectPaths,
  scope: IdleScope,
  { ownLock }: { readonly ownLock: boolean },
): Evidence | null {
  const evidence = new Evidence();
  try {
    lookAtProjectFiles(paths, evidence);
    evidence.lookBelow(paths.root, 'seeknal');
    for (const name of readdirSync(paths.stateDir)) {
      if (!name.endsWith('.lock')) evidence.look(join(paths.stateDir, name), name);
      else if (!(ownLock && name === 'run.lock')) return null;
    }
    evidence.look(paths.manifest, 'manifest');
    evidence.look(join(paths.target, 'run_state.json'), 'run_state');
    evidence.look(join(homedir(), '.seeknal', 'profiles.yml'), 'profiles');
    const snapshot = join(paths.seeknalDir, 'manifests', `${scope.manifestHash}.json`);
    if (evidence.look(snapshot, 'snapshot') !== 'file') return null;
    for (const path of scope.dataFiles) {
      // Files may come and go in a folder without a trace in it.
      if (evidence.look(resolve(paths.root, path), path) !== 'file') return null;
    }
    for (const folder of scope.outputFolders) evidence.list(join(paths.root, folder));
    return evidence;
  } catch {
    // Whoever looks at everything tells what is wrong.
    return null;
  }
}

/**
 * What lies in the project's folder itself, for a look before and a look after: that a file was taken away
 * in between is told by nothing else, since the folder changes with every note that somebody leaves there.
 */
export function projectFilesEvidence(paths: ProjectPaths): Buffer {
  const evidence = new Evidence();
  lookAtProjectFiles(paths, evidence);
  return evidence.toBytes();
}

function lookAtProjectFiles(paths: ProjectPaths, evidence: Evidence): void {
  for (const name of readdirSync(paths.root)) {
    if (isAboutProject(name)) evidence.look(join(paths.root, name), name);
  }
}

/** Settings, profiles, variables and code of a project; data and notes may lie beside them. */
function isAboutProject(name: string): boolean {
  return /\.ya?ml$|^\.env|^seeknal\./.test(name);
}
