import type { NodeId } from '../graph/node-id';
import type { Plan } from './plan';

/** The nodes that a plan executes, in topological order. */
export function nodesToRun(plan: Plan): NodeId[] {
  return plan.entries.flatMap((entry) => (entry.decision.action === 'run' ? [entry.nodeId] : []));
}
