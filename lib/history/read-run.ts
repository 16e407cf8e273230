import type { ProjectPaths } from '../files/project-paths';
import { EventTail } from './read-events';
import { runRows, type RunRows } from './run-rows';

/** What an event file holds: a run, nothing yet, or something that is no run of ours, and why. */
export type ReadRun =
  | { readonly is: 'run'; readonly rows: RunRows }
  | { readonly is: 'empty' }
  | { readonly is: 'foreign'; readonly reason: string };

/** Reads the whole event file of a run into rows. Whatever is in the file, it never throws. */
export async function readRun(paths: ProjectPaths, runId: string): Promise<ReadRun> {
  const tail = new EventTail(paths, runId);
  try {
    const events = await tail.readNew();
    if (tail.wholeBytes === 0) return { is: 'empty' };
    const rows = runRows(runId, events, tail.wholeBytes);
    if (rows !== null) return { is: 'run', rows };
    return {
      is: 'foreign',
      reason: 'it does not begin with the start of the run it is named after',
    };
  } catch (error) {
    return { is: 'foreign', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    await tail.close();
  }
}
