import type { ProjectPaths } from '../files/project-paths';
import { closeInterrupted } from './close-interrupted';
import { readRun } from './read-run';
import type { NodeRunRecord, RunRecord } from './run-record';
import { toNodeRunRecord, toRunRecord } from './to-record';

export interface RecordedRunParts {
  readonly record: RunRecord;
  /** In topological order. */
  readonly nodes: readonly NodeRunRecord[];
}

/**
 * A past run from its event file alone, for readers without the database; null when there is none. A run
 * whose process has died is closed first.
 */
export async function readRunRecord(
  paths: ProjectPaths,
  runId: string,
): Promise<RecordedRunParts | null> {
  let read = await readRun(paths, runId);
  if (read.is === 'run' && read.rows.run.outcome === null) {
    if (await closeInterrupted(paths, runId)) read = await readRun(paths, runId);
  }
  if (read.is !== 'run') return null;
  return { record: toRunRecord(read.rows.run), nodes: read.rows.nodes.map(toNodeRunRecord) };
}
