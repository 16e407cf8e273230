import type { ProjectPaths } from '../files/project-paths';
import { listRunIds } from './list-run-ids';
import { readRunRecord } from './read-run-record';
import type { RunRecord } from './run-record';

/**
 * The newest runs from their event files, newest first; runs that had nothing to do only on request. Files
 * are read one after the other until there are enough: a long history costs no more than its newest part.
 */
export async function readRunRecords(
  paths: ProjectPaths,
  { limit, includeEmpty }: { readonly limit: number; readonly includeEmpty: boolean },
): Promise<RunRecord[]> {
  const records: RunRecord[] = [];
  for (const runId of await listRunIds(paths)) {
    if (records.length === limit) break;
    const run = await readRunRecord(paths, runId);
    if (run === null || (!includeEmpty && run.record.changedNodes === 0)) continue;
    records.push(run.record);
  }
  return records.toSorted((a, b) => b.startedAtMs - a.startedAtMs);
}
