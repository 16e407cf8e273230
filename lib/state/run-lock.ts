import { join } from 'node:path';
import { ownProcessIdentity, type ProcessIdentity } from '../files/process-identity';
import { acquireProcessLock, readLockHolder } from '../files/process-lock';
import { ok, type Result } from '../util/result';

/** Who runs the project at the moment. */
export interface LockHolder {
  readonly run_id: string;
  readonly process: ProcessIdentity;
  /** Unix time in milliseconds. */
  readonly since_ms: number;
}

export interface RunLock {
  readonly holder: LockHolder;
  release(): Promise<void>;
}

const usualName = 'run.lock';

/**
 * Takes the right to change state and outputs of a project. Refused with the holder when another run has
 * it and its process is alive.
 */
export async function acquireRunLock(
  stateDir: string,
  runId: string,
  nowMs: number,
  name = usualName,
): Promise<Result<RunLock, LockHolder>> {
  const holder: LockHolder = { run_id: runId, process: ownProcessIdentity(), since_ms: nowMs };
  const lock = await acquireProcessLock(join(stateDir, name), holder);
  return lock.ok ? ok({ holder, release: lock.value.release }) : lock;
}

/** The run that holds the lock now, if its process is alive. */
export function currentLockHolder(stateDir: string, name = usualName): Promise<LockHolder | null> {
  return readLockHolder(join(stateDir, name));
}
