import type { NodeId } from '../graph/node-id';
import type { JsonObject } from '../util/json';
import { unreachable } from '../util/unreachable';
import type { ExecutionSummary } from './execution-summary';
import type { LogLine, NodeError, NodeStatus, RunEvent, RunOutcome, RunStarted } from './run-event';

/** One try of a node. */
export interface AttemptView {
  /** 1 for the first try. */
  readonly attempt: number;
  /** The number of the event that began it: log lines of the node from here on are of this try. */
  readonly seq: number;
  readonly startedAtMs: number;
  /** Null while it goes on. Of a try that failed, the moment its failure was told. */
  readonly endedAtMs: number | null;
}

/** One node of a run, as far as the events tell. */
export interface NodeView {
  readonly id: NodeId;
  readonly kind: string;
  readonly decision: 'run' | 'cached' | 'skip';
  /** Why it runs, is cached or is skipped. */
  readonly reason: string;
  readonly status: NodeStatus;
  readonly attempt: number;
  /** One after the other; more than one when it was retried. */
  readonly attempts: readonly AttemptView[];
  /** Seconds that it waited for a slot before its first try; null before that, and in older files. */
  readonly queued: number | null;
  /** Place in the order of start, from 1; null before it started. */
  readonly index: number | null;
  readonly startedAtMs: number | null;
  readonly finishedAtMs: number | null;
  /** Seconds; null while it is not finished. */
  readonly duration: number | null;
  readonly rowCount: number | null;
  readonly outputPath: string | null;
  readonly outputBytes: number | null;
  /** 0 to 100 while it runs and the engine knows; else null. */
  readonly percent: number | null;
  /** The SQL that is executed at the moment, if the engine has told; null once the node is finished. */
  readonly statement: string | null;
  /** What was built from what; null when nothing was. */
  readonly fingerprint: string | null;
  readonly error: NodeError | null;
  readonly metadata: JsonObject;
}

/** A run as the sum of its events so far: what the dock, the run page and the terminal show. */
export interface RunView {
  /** The last number that was applied; 0 before the first event. */
  readonly lastSeq: number;
  /** The first event; null until it arrives. */
  readonly started: RunStarted | null;
  /** In topological order, as the plan lists them. */
  readonly nodes: ReadonlyMap<NodeId, NodeView>;
  readonly logs: readonly LogLine[];
  /** Null while the run is going on. */
  readonly outcome: RunOutcome | null;
  readonly startedAtMs: number | null;
  readonly finishedAtMs: number | null;
}

export const emptyRunView: RunView = {
  lastSeq: 0,
  started: null,
  nodes: new Map(),
  logs: [],
  outcome: null,
  startedAtMs: null,
  finishedAtMs: null,
};

/** Where a node stands once it is planned. */
const statusOfDecision = { run: 'pending', cached: 'cached', skip: 'skipped' } as const;

/**
 * Folds a batch of events into the view. Events that were applied before, also within the same batch,
 * are passed over, so that a reader may hand in what it is not sure about. One copy of the node map per
 * batch, whatever its size.
 */
export function applyEvents(view: RunView, batch: readonly RunEvent[]): RunView {
  if (!batch.some((event) => event.seq > view.lastSeq)) return view;
  const nodes = new Map(view.nodes);
  const newLogs: LogLine[] = [];
  let { lastSeq, started, outcome, startedAtMs, finishedAtMs } = view;
  for (const event of batch) {
    if (event.seq <= lastSeq) continue;
    lastSeq = event.seq;
    switch (event.type) {
      case 'run_started':
        started = event;
        startedAtMs = event.at_ms;
        for (const planned of event.nodes) {
          nodes.set(planned.node_id, {
            id: planned.node_id,
            kind: planned.kind,
            decision: planned.decision,
            reason: planned.reason,
            status: statusOfDecision[planned.decision],
            attempt: 0,
            attempts: [],
            queued: null,
            index: null,
            startedAtMs: null,
            finishedAtMs: null,
            duration: null,
            rowCount: null,
            outputPath: null,
            outputBytes: null,
            percent: null,
            statement: null,
            fingerprint: null,
            error: null,
            metadata: {},
          });
        }
        break;
      case 'node_started':
        update(nodes, event.node_id, (node) => ({
          ...node,
          status: 'running',
          attempt: event.attempt,
          attempts: [
            ...endLast(node.attempts, node.attempts.at(-1)?.endedAtMs ?? event.at_ms),
            { attempt: event.attempt, seq: event.seq, startedAtMs: event.at_ms, endedAtMs: null },
          ],
          queued: node.queued ?? event.queued ?? null,
          index: event.index,
          startedAtMs: node.startedAtMs ?? event.at_ms,
          percent: null,
          rowCount: null,
          statement: null,
        }));
        break;
      case 'node_progress':
        update(nodes, event.node_id, (node) => ({
          ...node,
          percent: event.percent ?? node.percent,
          rowCount: event.rows ?? node.rowCount,
          statement: event.statement ?? node.statement,
        }));
        break;
      case 'node_finished':
        update(nodes, event.node_id, (node) => ({
          ...node,
          status: event.status,
          reason: event.reason ?? node.reason,
          attempts: endLast(node.attempts, event.at_ms),
          finishedAtMs: event.at_ms,
          duration: event.duration,
          rowCount: event.row_count,
          outputPath: event.output_path,
          outputBytes: event.output_bytes,
          percent: null,
          statement: null,
          fingerprint: event.fingerprint,
          error: event.error,
          metadata: event.metadata,
        }));
        break;
      case 'log':
        newLogs.push(event);
        if (event.level === 'error' && event.node_id !== null) {
          // A try that failed says so; the next begins after a pause, which is part of neither.
          update(nodes, event.node_id, (node) => ({
            ...node,
            attempts: endLast(node.attempts, event.at_ms),
          }));
        }
        break;
      case 'run_finished':
        outcome = event.outcome;
        finishedAtMs = event.at_ms;
        break;
      default:
        unreachable(event);
    }
  }
  const logs = newLogs.length === 0 ? view.logs : [...view.logs, ...newLogs];
  return { lastSeq, started, nodes, logs, outcome, startedAtMs, finishedAtMs };
}

/** The tries with the last one ended then. */
function endLast(attempts: readonly AttemptView[], atMs: number): readonly AttemptView[] {
  const last = attempts.at(-1);
  if (last === undefined) return attempts;
  return [...attempts.slice(0, -1), { ...last, endedAtMs: atMs }];
}

function update(
  nodes: Map<NodeId, NodeView>,
  id: NodeId,
  change: (node: NodeView) => NodeView,
): void {
  const node = nodes.get(id);
  if (node !== undefined) nodes.set(id, change(node));
}

/** How many nodes stand where; every status has a count. */
export function countByStatus(view: RunView): Record<NodeStatus, number> {
  const counts = { pending: 0, running: 0, success: 0, failed: 0, cached: 0, skipped: 0 };
  for (const node of view.nodes.values()) counts[node.status] += 1;
  return counts;
}

/** The seed's summary of a run, finished or not; `nowMs` is the end of a run that is still going on. */
export function summarize(view: RunView, nowMs: number): ExecutionSummary {
  const counts = countByStatus(view);
  const nodes = [...view.nodes.values()];
  const endMs = view.finishedAtMs ?? nowMs;
  return {
    totalNodes: nodes.length,
    changedNodes: nodes.filter((node) => node.decision === 'run').length,
    cachedNodes: counts.cached,
    successfulNodes: counts.success,
    failedNodes: counts.failed,
    skippedNodes: counts.skipped,
    totalDuration: view.startedAtMs === null ? 0 : Math.max(0, endMs - view.startedAtMs) / 1000,
    results: nodes.map((node) => ({
      nodeId: node.id,
      status: node.status,
      duration: node.duration ?? 0,
      rowCount: node.rowCount,
      errorMessage: node.error?.message ?? null,
      metadata: node.metadata,
    })),
  };
}
