import type { RunStarted } from '../../events/run-event';
import { applyEvents, emptyRunView, type RunView } from '../../events/run-view';
import { unfinishedNodes } from '../../events/unfinished-nodes';
import type { ProjectPaths } from '../../files/project-paths';
import { printName } from '../../graph/selectors/print-selector';
import type { NodeId } from '../../graph/node-id';
import { readEvents } from '../../history/read-events';
import { readLastRun } from '../../history/read-last-run';
import type { JsonObject } from '../../util/json';
import { parseProject } from '../../project/parse-project';
import { plainRun, type RunRequest } from './run-request';
import { valuesOfRecord } from './values-record';

/** What to run again, or why there is nothing. */
export type RetryRequest =
  { readonly request: RunRequest } | { readonly request: null; readonly reason: string };

/** Which run, and how much of it. */
export interface RetryOf {
  /** Null: the last run. */
  readonly runId: string | null;
  /** Only this node and what is downstream of it; null for all. */
  readonly from: NodeId | null;
}

/**
 * The nodes that failed in a run, and those that it had wanted to run and did not reach because of that.
 * Nodes that are no longer in the project are left out. Without `how`, as the run itself was asked for;
 * without `params`, with what it was given for `{{ }}`.
 */
export async function retryRequest(
  paths: ProjectPaths,
  { runId, from }: RetryOf,
  how?: RunRequest,
  params?: JsonObject,
): Promise<RetryRequest> {
  const [run, { manifest }] = await Promise.all([
    runId === null ? readLastRun(paths) : readRunView(paths, runId),
    parseProject(paths),
  ]);
  const which = runId === null ? 'the last run' : `run ${runId}`;
  if (run?.started == null) {
    const missing = runId === null ? 'There is no run yet' : `There is no ${which}`;
    return nothing(`${missing}. Nothing to retry.`);
  }
  const within = from === null ? null : manifest.graph.descendantsOf([from]);
  const unfinished = unfinishedNodes(run).filter(
    (id) => within === null || id === from || within.has(id),
  );
  if (unfinished.length === 0) return nothing(`Nothing failed in ${which}. Nothing to retry.`);
  const present = unfinished.filter((id) => manifest.nodes.has(id));
  if (present.length === 0) {
    return nothing(`The nodes that failed in ${which} are gone. Nothing to retry.`);
  }
  const values = valuesOfRecord(run.started.request);
  return {
    request: {
      ...(how ?? sameWay(run.started)),
      select: present.map(printName).join(' '),
      values: params === undefined ? values : { ...values, params },
    },
  };
}

async function readRunView(paths: ProjectPaths, runId: string): Promise<RunView> {
  return applyEvents(emptyRunView, await readEvents(paths, runId));
}

/** As the run was asked for, but for what it selected. */
function sameWay({ request }: RunStarted): RunRequest {
  return {
    ...plainRun,
    continueOnError: request.continue_on_error,
    retry: request.retry,
    parallel: request.parallel,
    failFast: request.fail_fast === true,
    earlyCutoff: request.early_cutoff === true,
    ...(request.materialize === undefined ? {} : { materialize: request.materialize }),
  };
}

function nothing(reason: string): RetryRequest {
  return { request: null, reason };
}
