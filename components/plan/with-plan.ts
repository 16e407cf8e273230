import type { PlanReview } from '@/lib/service/planning/plan-review';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';

/** The snapshot as the plan would leave it to be drawn: what runs, what is cached, and what is left out, with the reasons. */
export function withPlan(snapshot: ProjectSnapshot, review: PlanReview): ProjectSnapshot {
  const entries = new Map(review.entries.map((entry) => [entry.nodeId, entry]));
  return {
    ...snapshot,
    nodes: snapshot.nodes.map((node) => {
      const entry = entries.get(node.id);
      if (entry === undefined) return node;
      const { decision, reason } = entry;
      const freshness = ({ run: 'planned', cached: 'cached', skip: 'excluded' } as const)[decision];
      return { ...node, freshness, reason: decision === 'cached' ? '' : reason };
    }),
  };
}
