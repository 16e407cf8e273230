import type { ExecutionSummary } from '../../events/execution-summary';
import type { Plan } from '../../planner/plan';

const statusOf = { run: 'success', cached: 'cached', skip: 'skipped' } as const;

/** The summary of a run that only shows what it would do: selected nodes count as successful, in no time. */
export function dryRunSummary(plan: Plan): ExecutionSummary {
  const results = plan.entries.map((entry) => ({
    nodeId: entry.nodeId,
    status: statusOf[entry.decision.action],
    duration: 0,
    rowCount: null,
    errorMessage: null,
    metadata: { dry_run: true },
  }));
  const count = (status: string): number =>
    results.filter((result) => result.status === status).length;
  return {
    totalNodes: results.length,
    changedNodes: count('success'),
    cachedNodes: count('cached'),
    successfulNodes: count('success'),
    failedNodes: 0,
    skippedNodes: count('skipped'),
    totalDuration: 0,
    results,
  };
}
