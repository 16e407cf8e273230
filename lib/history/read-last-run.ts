import { stat } from 'node:fs/promises';
import { applyEvents, emptyRunView, type RunView } from '../events/run-view';
import { isMissingFile } from '../files/missing-file';
import type { ProjectPaths } from '../files/project-paths';
import { eventFilePath } from './event-file';
import { listRunIds } from './list-run-ids';
import { readEvents, readFirstEvent } from './read-events';

/** The run that started last, finished or not, from its event file; null when there was none. */
export async function readLastRun(paths: ProjectPaths): Promise<RunView | null> {
  const runIds = await listRunIds(paths);
  const files = await Promise.all(
    runIds.map(async (runId) => ({ runId, modifiedMs: await modifiedMsOf(paths, runId) })),
  );
  let last: { readonly runId: string; readonly startedMs: number } | null = null;
  // Ids don't tell, as a run may be given any; nor does the time of the last write, as a run whose process
  // died is closed by others later. But no run starts after it was last written to.
  for (const { runId, modifiedMs } of files.toSorted((a, b) => b.modifiedMs - a.modifiedMs)) {
    if (last !== null && modifiedMs < last.startedMs) break;
    const first = await readFirstEvent(paths, runId);
    if (first?.type !== 'run_started') continue;
    if (last === null || first.at_ms > last.startedMs) last = { runId, startedMs: first.at_ms };
  }
  return last === null ? null : applyEvents(emptyRunView, await readEvents(paths, last.runId));
}

async function modifiedMsOf(paths: ProjectPaths, runId: string): Promise<number> {
  try {
    return (await stat(eventFilePath(paths, runId))).mtimeMs;
  } catch (error) {
    if (isMissingFile(error)) return -Infinity;
    throw error;
  }
}
