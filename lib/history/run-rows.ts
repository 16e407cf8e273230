import type { NodeRun, Run } from '../../generated/prisma/client';
import { requestFlags } from '../events/request-flags';
import type { RunEvent } from '../events/run-event';
import { applyEvents, emptyRunView, summarize } from '../events/run-view';

/** A run as the database keeps it. */
export interface RunRows {
  readonly run: Run;
  readonly nodes: readonly NodeRun[];
}

/**
 * What the events of a run amount to, in rows; null when they don't begin with the start of that run.
 * `wholeBytes`: how much of the file they are.
 */
export function runRows(
  runId: string,
  events: readonly RunEvent[],
  wholeBytes: number,
): RunRows | null {
  const [started] = events;
  const last = events.at(-1);
  if (started?.type !== 'run_started' || started.run_id !== runId || last === undefined)
    return null;
  const view = applyEvents(emptyRunView, events);
  const summary = summarize(view, last.at_ms);
  const finished = events.findLast((event) => event.type === 'run_finished');
  const startedAtMs = BigInt(started.at_ms);
  return {
    run: {
      runId,
      project: started.project,
      trigger: started.trigger,
      actor: started.actor,
      mode: started.request.mode,
      outcome: view.outcome,
      startedAtMs,
      finishedAtMs: toBigInt(view.finishedAtMs),
      totalNodes: summary.totalNodes,
      changedNodes: summary.changedNodes,
      cachedNodes: summary.cachedNodes,
      successfulNodes: summary.successfulNodes,
      failedNodes: summary.failedNodes,
      skippedNodes: summary.skippedNodes,
      // As the terminal printed it: the clock went on between the sum and its event.
      totalDuration: finished?.total_duration ?? summary.totalDuration,
      gitCommit: started.git_commit,
      manifestHash: started.manifest_hash,
      flags: requestFlags(started.request),
      request: JSON.stringify(started.request),
      importedSeq: last.seq,
      importedBytes: BigInt(wholeBytes),
    },
    nodes: [...view.nodes.values()].map((node, position) => ({
      runId,
      nodeId: node.id,
      kind: node.kind,
      position,
      decision: node.decision,
      status: node.status,
      reason: node.reason,
      attempts: node.attempt,
      runStartedAtMs: startedAtMs,
      startedAtMs: toBigInt(node.startedAtMs),
      finishedAtMs: toBigInt(node.finishedAtMs),
      duration: node.duration ?? 0,
      queued: node.queued,
      rowCount: toBigInt(node.rowCount),
      outputPath: node.outputPath,
      outputBytes: toBigInt(node.outputBytes),
      fingerprint: node.fingerprint,
      errorCode: node.error?.code ?? null,
      error: node.error === null ? null : JSON.stringify(node.error),
      metadata: JSON.stringify(node.metadata),
    })),
  };
}

function toBigInt(value: number | null): bigint | null {
  return value === null ? null : BigInt(value);
}
