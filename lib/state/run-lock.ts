import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissingFile } from '../files/missing-file';
import {
  isProcessAlive,
  ownProcessIdentity,
  type ProcessIdentity,
} from '../files/process-identity';
import { err, ok, type Result } from '../util/result';

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

const lockFile = (stateDir: string): string => join(stateDir, 'run.lock');

/**
 * Takes the right to change state and outputs of a project. A lock whose process is dead counts for
 * nothing. Refused with the holder when another run has it.
 */
export async function acquireRunLock(
  stateDir: string,
  runId: string,
  nowMs: number,
): Promise<Result<RunLock, LockHolder>> {
  await mkdir(stateDir, { recursive: true });
  const path = lockFile(stateDir);
  const holder: LockHolder = { run_id: runId, process: ownProcessIdentity(), since_ms: nowMs };
  const ours = `${path}.${runId}.${String(process.pid)}`;
  await writeFile(ours, JSON.stringify(holder));
  try {
    for (;;) {
      if (await linkUnlessThere(ours, path)) {
        return ok({ holder, release: () => rm(path, { force: true }) });
      }
      const other = await readHolder(path);
      if (other !== null && isProcessAlive(other.process)) return err(other);
      await removeDead(path, other);
    }
  } finally {
    await rm(ours, { force: true });
  }
}

/** The run that holds the lock now, if its process is alive. */
export async function currentLockHolder(stateDir: string): Promise<LockHolder | null> {
  const holder = await readHolder(lockFile(stateDir));
  return holder !== null && isProcessAlive(holder.process) ? holder : null;
}

/** A hard link appears whole or not at all, so a reader never sees a lock without its holder. */
async function linkUnlessThere(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<LockHolder | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as LockHolder;
  } catch (error) {
    if (isMissingFile(error) || error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * Two runs may find the same dead lock. The rename takes it away for exactly one of them; if what was
 * taken is not the dead one after all, because the other run was faster and has a new lock, it goes back.
 */
async function removeDead(path: string, dead: LockHolder | null): Promise<void> {
  const aside = `${path}.dead.${String(process.pid)}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isMissingFile(error)) return;
    throw error;
  }
  const taken = await readHolder(aside);
  if (taken !== null && taken.run_id !== dead?.run_id) await linkUnlessThere(aside, path);
  await rm(aside, { force: true });
}
