import type { NodeId } from '../graph/node-id';
import type { ManifestNode } from '../manifest/manifest';
import type { NodeState } from '../state/execution-state';
import { auditsHashOf } from '../state/fingerprint';
import type { RunDeps, RunOptions } from './run-deps';
import { nodeFinished } from './run-node';

/**
 * Makes the audits of a node over the output of its last run. When they pass, what is remembered of it
 * stays, so that nothing that reads it has to run; when they fail, the node has failed. True: they passed.
 */
export async function auditNode(
  node: ManifestNode,
  place: { readonly index: number; readonly total: number; readonly queued: number },
  before: NodeState,
  state: Map<NodeId, NodeState>,
  deps: RunDeps,
  { runId, abort }: Pick<RunOptions, 'runId' | 'abort'>,
): Promise<boolean> {
  const { id } = node;
  const startedMs = deps.now();
  deps.emit({ type: 'node_started', node_id: id, attempt: 1, ...place });
  const result = await deps.audit(node, before, {
    signal: abort,
    log: (level, message) => deps.emit({ type: 'log', level, node_id: id, message }),
  });
  const finishedMs = deps.now();
  const duration = (finishedMs - startedMs) / 1000;
  if (result.ok) {
    await remember({ ...before, runId, auditsHash: auditsHashOf(node.config) });
    deps.emit(
      nodeFinished(id, {
        status: 'success',
        duration,
        attempts: 1,
        row_count: before.rowCount,
        output_path: before.outputPath,
        output_bytes: before.outputBytes,
        fingerprint: before.fingerprint?.combined ?? null,
        metadata: result.value.metadata,
      }),
    );
    return true;
  }
  const { metadata = {}, rowCount = null, ...error } = result.error;
  if (error.code !== 'cancelled') {
    await remember({
      ...before,
      status: 'failed',
      runId,
      lastRun: finishedMs / 1000,
      fingerprint: null,
      dataFiles: [],
      auditsHash: null,
      error,
    });
  }
  deps.emit(
    nodeFinished(id, {
      status: 'failed',
      duration,
      attempts: 1,
      row_count: rowCount,
      error,
      metadata,
    }),
  );
  return false;

  async function remember(entry: NodeState): Promise<void> {
    await deps.remember(id, entry);
    state.set(id, entry);
  }
}
