import type { Partition } from '../../planner/partition';
import type { LockHolder, RunLock } from '../../state/run-lock';
import type { StateStore } from '../../state/state-backend';
import { err, type Result } from '../../util/result';

/**
 * Takes the right to run: alone, or as one part beside others. Each side claims first and looks for the
 * other then, so that of a whole run and a part which start together at most one goes on.
 */
export async function acquireLock(
  store: Pick<StateStore, 'lock' | 'lockHolder' | 'lockPart' | 'livingParts'>,
  runId: string,
  partition: Partition | null,
): Promise<Result<RunLock, LockHolder>> {
  const now = Date.now();
  const lock =
    partition === null ? await store.lock(runId, now) : await store.lockPart(partition, runId, now);
  if (!lock.ok) return lock;
  const other =
    partition === null
      ? ((await store.livingParts())[0]?.holder ?? null)
      : await store.lockHolder();
  if (other === null) return lock;
  await lock.value.release();
  return err(other);
}
