import type { NodeRunRecord, RunRecord } from '../../../history/run-record';
import type { JsonObject } from '../../../util/json';

/** A past run as programs get it. */
export function runToJson(run: RunRecord): JsonObject {
  return {
    run_id: run.runId,
    outcome: run.outcome,
    trigger: run.trigger,
    actor: run.actor,
    mode: run.mode,
    flags: run.flags,
    started_at_ms: run.startedAtMs,
    finished_at_ms: run.finishedAtMs,
    total_nodes: run.totalNodes,
    changed_nodes: run.changedNodes,
    cached_nodes: run.cachedNodes,
    successful_nodes: run.successfulNodes,
    failed_nodes: run.failedNodes,
    skipped_nodes: run.skippedNodes,
    total_duration: run.totalDuration,
    git_commit: run.gitCommit,
    manifest_hash: run.manifestHash,
  };
}

export function nodeRunToJson(node: NodeRunRecord): JsonObject {
  return {
    node_id: node.nodeId,
    status: node.status,
    reason: node.reason,
    attempts: node.attempts,
    duration: node.duration,
    row_count: node.rowCount,
    output_bytes: node.outputBytes,
    error_message: node.error?.message ?? null,
  };
}
