import { appendFile, truncate } from 'node:fs/promises';
import { isProcessAlive, ownProcessIdentity } from '../files/process-identity';
import { acquireProcessLock } from '../files/process-lock';
import type { ProjectPaths } from '../files/project-paths';
import { closingEvents } from './closing-events';
import { eventFilePath } from './event-file';
import { EventTail, readFirstEvent } from './read-events';

/**
 * Writes the end of a run whose process has died before it could: once, however many readers find it at
 * the same moment. Returns whether this call did it. A run of another machine is left alone, since its
 * process can't be asked.
 */
export async function closeInterrupted(
  paths: ProjectPaths,
  runId: string,
  now: () => number = Date.now,
): Promise<boolean> {
  const first = await readFirstEvent(paths, runId);
  if (first?.type !== 'run_started' || isProcessAlive(first.process)) return false;
  const path = eventFilePath(paths, runId);
  const lock = await acquireProcessLock(`${path}.closing`, { process: ownProcessIdentity() });
  if (!lock.ok) return false;
  const tail = new EventTail(paths, runId);
  try {
    const events = await tail.readNew();
    // It had ended well, or another reader has closed it by now.
    if (events.at(-1)?.type === 'run_finished') return false;
    // The half line that the dead process left would swallow the first of ours.
    await truncate(path, tail.wholeBytes);
    const lines = closingEvents(events, now()).map((event) => `${JSON.stringify(event)}\n`);
    await appendFile(path, lines.join(''));
    return true;
  } finally {
    await tail.close();
    await lock.value.release();
  }
}
