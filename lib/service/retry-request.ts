import type { RunView } from '../events/run-view';
import type { ProjectPaths } from '../files/project-paths';
import { printName } from '../graph/selectors/print-selector';
import type { NodeId } from '../graph/node-id';
import { readLastRun } from '../history/read-last-run';
import { parseProject } from '../project/parse-project';
import type { RunRequest } from './run-request';

/** What to run again, or why there is nothing. */
export type RetryRequest =
  { readonly request: RunRequest } | { readonly request: null; readonly reason: string };

/**
 * The nodes that failed in the last run, and those that it had wanted to run and did not reach because of
 * that. Nodes that are no longer in the project are left out.
 */
export async function retryRequest(paths: ProjectPaths, how: RunRequest): Promise<RetryRequest> {
  const [last, { manifest }] = await Promise.all([readLastRun(paths), parseProject(paths)]);
  if (last === null) return nothing('There is no run yet. Nothing to retry.');
  const unfinished = unfinishedNodes(last);
  if (unfinished.length === 0) return nothing('Nothing failed in the last run. Nothing to retry.');
  const present = unfinished.filter((id) => manifest.nodes.has(id));
  if (present.length === 0) {
    return nothing('The nodes that failed in the last run are gone. Nothing to retry.');
  }
  return { request: { ...how, select: present.map(printName).join(' ') } };
}

/** In topological order. A run whose process died has left nodes pending or running. */
function unfinishedNodes(run: RunView): NodeId[] {
  return [...run.nodes.values()].flatMap(({ id, decision, status }) =>
    decision === 'run' && status !== 'success' && status !== 'cached' ? [id] : [],
  );
}

function nothing(reason: string): RetryRequest {
  return { request: null, reason };
}
