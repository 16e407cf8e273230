import type { NodeFinished, RunEventBody } from '../events/run-event';
import type { NodeId } from '../graph/node-id';
import type { ManifestNode } from '../manifest/manifest';
import type { NodeState } from '../state/execution-state';
import { auditsHashOf } from '../state/fingerprint';
import { runAttempts } from './run-attempts';
import type { InputIdentity, RunDeps, RunOptions } from './run-deps';
import { withTimeLimit } from './with-time-limit';

const defaultRetryDelaySeconds = 1;

/** Runs one node with its retries, remembers and reports the result. True: it succeeded. */
export async function runNode(
  node: ManifestNode,
  place: { readonly index: number; readonly total: number; readonly queued: number },
  state: Map<NodeId, NodeState>,
  deps: RunDeps,
  options: Pick<RunOptions, 'runId' | 'retry' | 'stop' | 'abort'>,
): Promise<boolean> {
  const { id } = node;
  const startedMs = deps.now();
  const before = state.get(id);
  if (before?.status === 'success') {
    // From here on its outputs may be new ones while what is remembered tells of the old: should this
    // process die, nothing but another execution makes them fit again.
    await deps.remember(id, { ...before, ...interrupted, runId: options.runId });
  }
  let identity: InputIdentity | null = null;
  const { result, attempts } = await runAttempts(
    { retries: options.retry, delaySeconds: retryDelayOf(node) },
    options.stop,
    async (attempt) => {
      if (attempt > 1) {
        deps.emit({
          type: 'log',
          level: 'warning',
          node_id: id,
          message: `Retry ${String(attempt - 1)}/${String(options.retry)} for ${node.name}`,
        });
      }
      const queued = attempt === 1 ? place.queued : 0;
      deps.emit({ type: 'node_started', node_id: id, attempt, ...place, queued });
      identity = await deps.identify(node, (upstream) => state.get(upstream));
      const outcome = await withTimeLimit(timeoutOf(node), options.abort, (signal) =>
        deps.execute(node, {
          signal,
          log: (level, message) => deps.emit({ type: 'log', level, node_id: id, message }),
          progress: (progress) => deps.emit({ type: 'node_progress', node_id: id, ...progress }),
        }),
      );
      if (!outcome.ok && attempt <= options.retry) {
        deps.emit({
          type: 'log',
          level: 'error',
          node_id: id,
          message: `Attempt ${String(attempt)} failed: ${outcome.error.message}`,
        });
      }
      return outcome;
    },
  );
  const finishedMs = deps.now();
  const duration = (finishedMs - startedMs) / 1000;
  const entry = { duration, lastRun: finishedMs / 1000, runId: options.runId };

  if (!result.ok) {
    const { metadata = {}, rowCount = null, ...error } = result.error;
    if (error.code === 'cancelled') {
      // It keeps what is known of it: its last output is still whole.
      if (before?.status === 'success') await deps.remember(id, before);
    } else {
      await remember(id, {
        ...entry,
        status: 'failed',
        rowCount,
        fingerprint: null,
        dataFiles: [],
        outputPath: null,
        outputBytes: null,
        error,
      });
    }
    deps.emit(
      nodeFinished(id, {
        status: 'failed',
        duration,
        attempts,
        row_count: rowCount,
        error,
        metadata,
      }),
    );
    return false;
  }

  const { rowCount, outputPath, metadata } = result.value;
  const output =
    outputPath === null ? { path: null, bytes: null } : await deps.describeOutput(outputPath);
  const { fingerprint, ...readFacts } = requireIdentity(identity, id);
  await remember(id, {
    ...entry,
    status: 'success',
    rowCount,
    fingerprint,
    ...readFacts,
    outputPath: output.path,
    outputBytes: output.bytes,
    error: null,
    auditsHash: auditsHashOf(node.config),
  });
  deps.emit(
    nodeFinished(id, {
      status: 'success',
      duration,
      attempts,
      row_count: rowCount,
      output_path: output.path,
      output_bytes: output.bytes,
      fingerprint: fingerprint.combined,
      metadata,
    }),
  );
  return true;

  async function remember(nodeId: NodeId, nodeState: NodeState): Promise<void> {
    await deps.remember(nodeId, nodeState);
    state.set(nodeId, nodeState);
  }
}

/** What is remembered of a node that was built before, while it runs again. */
const interrupted = {
  status: 'failed',
  fingerprint: null,
  error: { code: 'interrupted', message: 'Its run ended before the node was done.' },
} as const;

export function nodeFinished(
  id: NodeId,
  facts: Pick<NodeFinished, 'status'> & Partial<NodeFinished>,
): RunEventBody {
  return {
    duration: 0,
    attempts: 0,
    row_count: null,
    output_path: null,
    output_bytes: null,
    fingerprint: null,
    reason: null,
    error: null,
    metadata: {},
    ...facts,
    type: 'node_finished',
    node_id: id,
  };
}

/**
 * Keeps what is remembered of a node as if it had run now: what it reads was made again and is the same.
 * False when something else that it reads has changed meanwhile, so that it must run.
 */
export async function keepCached(
  node: ManifestNode,
  state: Map<NodeId, NodeState>,
  deps: RunDeps,
): Promise<boolean> {
  const before = state.get(node.id);
  const { fingerprint, ...readFacts } = await deps.identify(node, (id) => state.get(id));
  const isSame = (['content', 'schema', 'config', 'data'] as const).every(
    (part) => before?.fingerprint?.[part] === fingerprint[part],
  );
  if (before === undefined || !isSame) return false;
  const entry: NodeState = { ...before, fingerprint, ...readFacts };
  await deps.remember(node.id, entry);
  state.set(node.id, entry);
  deps.emit(
    nodeFinished(node.id, {
      status: 'cached',
      reason: 'what it reads came out unchanged',
      row_count: entry.rowCount,
      output_path: entry.outputPath,
      output_bytes: entry.outputBytes,
      fingerprint: fingerprint.combined,
    }),
  );
  return true;
}

/** Seconds for one attempt; null: as long as it takes. */
function timeoutOf({ config: { timeout } }: ManifestNode): number | null {
  return typeof timeout === 'number' && timeout > 0 ? timeout : null;
}

function retryDelayOf(node: ManifestNode): number {
  const delay = node.config['retry_delay'];
  return typeof delay === 'number' && delay >= 0 ? delay : defaultRetryDelaySeconds;
}

function requireIdentity(identity: InputIdentity | null, id: NodeId): InputIdentity {
  if (identity === null) throw new Error(`${id} succeeded without having been identified`);
  return identity;
}
