import type { NodeRun, Run } from '../../generated/prisma/client';
import type { NodeError, NodeStatus, RunMode, RunOutcome, RunTrigger } from '../events/run-event';
import type { NodeRunRecord, RunRecord } from './run-record';

// Words come out of the database as they were put in, from events that are typed.

/** A row of the database as the rest of the program knows it. */
export function toRunRecord(row: Run): RunRecord {
  return {
    runId: row.runId,
    trigger: row.trigger as RunTrigger,
    actor: row.actor,
    mode: row.mode as RunMode,
    outcome: row.outcome as RunOutcome | null,
    startedAtMs: Number(row.startedAtMs),
    finishedAtMs: toNumber(row.finishedAtMs),
    totalNodes: row.totalNodes,
    changedNodes: row.changedNodes,
    cachedNodes: row.cachedNodes,
    successfulNodes: row.successfulNodes,
    failedNodes: row.failedNodes,
    skippedNodes: row.skippedNodes,
    totalDuration: row.totalDuration,
    gitCommit: row.gitCommit,
    manifestHash: row.manifestHash,
    flags: row.flags,
  };
}

/** A row of the database as the rest of the program knows it. */
export function toNodeRunRecord(row: NodeRun): NodeRunRecord {
  return {
    runId: row.runId,
    nodeId: row.nodeId,
    kind: row.kind,
    decision: row.decision as NodeRunRecord['decision'],
    status: row.status as NodeStatus,
    reason: row.reason,
    attempts: row.attempts,
    startedAtMs: toNumber(row.startedAtMs),
    finishedAtMs: toNumber(row.finishedAtMs),
    duration: row.duration,
    queued: row.queued,
    rowCount: toNumber(row.rowCount),
    outputBytes: toNumber(row.outputBytes),
    fingerprint: row.fingerprint,
    error: row.error === null ? null : (JSON.parse(row.error) as NodeError),
  };
}

function toNumber(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}
