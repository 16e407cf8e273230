import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissingFile } from '../files/missing-file';
import { ownProcessIdentity } from '../files/process-identity';
import { acquireProcessLock, readLockHolder } from '../files/process-lock';
import { err, ok, type Result } from '../util/result';
import type { LockHolder, RunLock } from './run-lock';

/** Number `index` of `count`, from 1. */
export interface PartOfRun {
  readonly index: number;
  readonly count: number;
}

/** A job that runs one part of a partitioned run at the moment. */
export interface PartHolder extends PartOfRun {
  readonly holder: LockHolder;
}

const folderName = (index: number, count: number): string =>
  `run-part-${String(index)}-of-${String(count)}.lock`;

/**
 * Takes the right to run one part of `count`. Refused while another job has the same part, or the project
 * is cut in another number of parts. A run of the whole project must be ruled out apart from this. For
 * backends without such locks: it keeps the jobs of one machine apart.
 */
export async function acquirePartLock(
  stateDir: string,
  part: PartOfRun,
  runId: string,
  nowMs: number,
): Promise<Result<RunLock, LockHolder>> {
  const holder: LockHolder = { run_id: runId, process: ownProcessIdentity(), since_ms: nowMs };
  const folder = join(stateDir, folderName(part.index, part.count));
  const lock = await acquireProcessLock(folder, holder);
  if (!lock.ok) return lock;
  const other = (await livingParts(stateDir)).find(({ count }) => count !== part.count);
  if (other === undefined) return ok({ holder, release: lock.value.release });
  await lock.value.release();
  return err(other.holder);
}

/** The parts that run now. */
export async function livingParts(stateDir: string): Promise<readonly PartHolder[]> {
  let names: string[];
  try {
    names = await readdir(stateDir);
  } catch (error) {
    if (isMissingFile(error)) return [];
    throw error;
  }
  const parts = await Promise.all(
    names.map(async (name) => {
      const [, index, count] = /^run-part-(\d+)-of-(\d+)\.lock$/.exec(name) ?? [];
      if (index === undefined || count === undefined) return [];
      const holder = await readLockHolder<LockHolder>(join(stateDir, name));
      return holder === null ? [] : [{ index: Number(index), count: Number(count), holder }];
    }),
  );
  return parts.flat();
}
