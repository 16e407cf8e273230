import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import type {
  GridCell,
  HistoryStore,
  RunFilter,
  RunListRequest,
  RunTotals,
} from '../../history/history-store';
import type { NodeRunRecord, RunRecord } from '../../history/run-record';
import { loadManifestSnapshot } from '../../history/manifest-snapshot';
import { err, ok, type Result } from '../../util/result';
import { compareRuns, type RunComparison } from './compare-runs';
import { exportRun, type ExportedRun, type ExportFormat } from './export-run';
import { nodeStory, type NodeStory } from './node-story';
import type { JsonObject } from '../../util/json';
import { retryRequest } from '../requests/retry-request';
import { plainRun, type RunRequest } from '../requests/run-request';
import { usualRuns } from '../data/data-insights';
import { dropsOf, rowFlow, type RowNotes } from './row-flow';
import { runGraph, type RunGraph } from './run-graph';
import { serviceError, type ServiceError } from '../service-error';
import { startRun } from '../running/start-run';

/** What the nodes of a run usually take, in seconds, newest first. */
export type PastDurations = Readonly<Record<NodeId, readonly number[]>>;

/** Other options than those of the run itself; null for these. */
export type RetryOptions = {
  readonly how: Partial<RunRequest>;
  readonly params: JsonObject;
} | null;

/** What a page asks of the history of one project. */
export class PastRuns {
  readonly #paths: ProjectPaths;
  readonly #history: HistoryStore;

  constructor(paths: ProjectPaths, history: HistoryStore) {
    this.#paths = paths;
    this.#history = history;
  }

  list(request: RunListRequest): Promise<readonly RunRecord[]> {
    return this.#history.listRuns(request);
  }

  count(request: {
    readonly includeEmpty: boolean;
    readonly filter?: RunFilter;
  }): Promise<RunTotals> {
    return this.#history.countRuns(request);
  }

  async get(
    runId: string,
  ): Promise<Result<{ record: RunRecord; nodes: readonly NodeRunRecord[] }, ServiceError>> {
    const run = await this.#history.getRun(runId);
    return run === null ? err(unknownRun(runId)) : ok(run);
  }

  grid(runIds: readonly string[]): Promise<readonly GridCell[]> {
    return this.#history.grid(runIds);
  }

  /** The graph as it was at that run; null when its manifest isn't kept. */
  async graph(runId: string): Promise<Result<RunGraph | null, ServiceError>> {
    const run = await this.get(runId);
    return run.ok ? ok(await runGraph(this.#paths, run.value.record)) : run;
  }

  /** The rows along the edges as they were at the end of that run, against what was usual until then. */
  async rowNotes(runId: string): Promise<Result<RowNotes, ServiceError>> {
    const run = await this.get(runId);
    if (!run.ok) return run;
    const { record, nodes } = run.value;
    const manifest = await loadManifestSnapshot(this.#paths, record.manifestHash);
    if (manifest === null) return ok({ drops: {}, rows: {} });
    const ids = [...manifest.nodes.keys()];
    const past = await this.#history.rowCounts(ids, usualRuns, record.startedAtMs);
    const rowsOf = (id: NodeId): number | null => past.get(id)?.[0] ?? null;
    const hasRun = new Set(nodes.flatMap((node) => (node.rowCount === null ? [] : [node.nodeId])));
    const flow = rowFlow({
      nodes: [...manifest.nodes.values()],
      edges: manifest.edges,
      rowsOf,
      past,
    });
    return ok({
      drops: dropsOf(flow),
      rows: Object.fromEntries(
        ids.flatMap((id) => {
          const rows = hasRun.has(id) ? null : rowsOf(id);
          return rows === null ? [] : [[id, rows]];
        }),
      ),
    });
  }

  async compare(beforeId: string, afterId: string): Promise<Result<RunComparison, ServiceError>> {
    const [before, after] = await Promise.all([this.get(beforeId), this.get(afterId)]);
    if (!before.ok) return before;
    if (!after.ok) return after;
    return ok(await compareRuns(this.#paths, before.value, after.value));
  }

  async story(nodeId: NodeId): Promise<Result<NodeStory, ServiceError>> {
    const story = await nodeStory(this.#paths, this.#history, nodeId);
    if (story !== null) return ok(story);
    return err(
      serviceError('unknown_node', `No run knows a node called "${nodeId}".`, {
        hint: 'It may never have run, or its runs may have been cleaned up.',
      }),
    );
  }

  /** What the nodes of a run took in the runs before it. */
  async durations(runId: string): Promise<Result<PastDurations, ServiceError>> {
    const run = await this.get(runId);
    if (!run.ok) return run;
    const wanted = run.value.nodes.filter((node) => node.decision === 'run');
    const past = await this.#history.pastDurations(
      wanted.map((node) => node.nodeId),
      run.value.record.startedAtMs,
    );
    return ok(Object.fromEntries(past));
  }

  export(runId: string, format: ExportFormat): Promise<Result<ExportedRun, ServiceError>> {
    return exportRun(this.#paths, runId, format);
  }

  /**
   * Runs again what a run left undone; `from`: only this node and its downstream. In the same way, or `how` and with
   * the `params` that are given.
   */
  async retry(
    { runId, from }: { readonly runId: string; readonly from: NodeId | null },
    given: RetryOptions = null,
  ): Promise<Result<{ runId: string }, ServiceError>> {
    const how = given === null ? undefined : { ...plainRun, ...given.how };
    const found = await retryRequest(this.#paths, { runId, from }, how, given?.params);
    if (found.request !== null) return startRun(this.#paths, found.request);
    return err(serviceError('invalid_request', found.reason));
  }
}

export function unknownRun(runId: string): ServiceError {
  return serviceError('unknown_run', `There is no run ${runId} in the history of this project.`, {
    hint: 'The list of runs shows all that are kept.',
  });
}
