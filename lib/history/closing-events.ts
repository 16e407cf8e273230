import type { RunEvent } from '../events/run-event';
import { summaryCounts } from '../events/execution-summary';
import { applyEvents, emptyRunView, summarize } from '../events/run-view';

/**
 * The events that a run still owes when its process has died: running nodes failed, nodes that had not
 * started are skipped, and the run was interrupted. `nowMs` is when that was found out; the end itself
 * counts from the last sign of life.
 */
export function closingEvents(events: readonly RunEvent[], nowMs: number): RunEvent[] {
  const last = events.at(-1);
  if (last === undefined) return [];
  const before = applyEvents(emptyRunView, events);
  const closing: RunEvent[] = [];
  const base = (): { run_id: string; seq: number; at_ms: number } => ({
    run_id: last.run_id,
    seq: last.seq + closing.length + 1,
    at_ms: last.at_ms,
  });
  for (const node of before.nodes.values()) {
    if (node.status !== 'running' && node.status !== 'pending') continue;
    const wasRunning = node.status === 'running';
    closing.push({
      ...base(),
      type: 'node_finished',
      node_id: node.id,
      status: wasRunning ? 'failed' : 'skipped',
      duration: wasRunning && node.startedAtMs !== null ? seconds(node.startedAtMs, last.at_ms) : 0,
      attempts: node.attempt,
      row_count: null,
      output_path: null,
      output_bytes: null,
      fingerprint: null,
      reason: wasRunning ? null : 'run interrupted',
      error: wasRunning
        ? {
            code: 'interrupted',
            message: `${node.id} was running when the process of the run ended unexpectedly.`,
            hint: 'Run again: what had finished stays cached.',
          }
        : null,
      metadata: {},
    });
  }
  closing.push({
    ...base(),
    type: 'log',
    level: 'error',
    node_id: null,
    message: `The process of this run ended without a word; found out at ${new Date(nowMs).toISOString()}.`,
  });
  const after = applyEvents(before, closing);
  closing.push({
    ...base(),
    type: 'run_finished',
    outcome: 'interrupted',
    ...summaryCounts(summarize(after, last.at_ms)),
  });
  return closing;
}

function seconds(fromMs: number, toMs: number): number {
  return Math.max(0, toMs - fromMs) / 1000;
}
