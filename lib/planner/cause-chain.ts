import type { NodeId } from '../graph/node-id';
import type { Plan, PlanEntry } from './plan';
import { reasonText } from './reason-text';

/**
 * Why each node runs, step by step: its direct upstream that changed, what changed that one, and so on to
 * the node that runs for a reason of its own. Empty for nodes that have such a reason themselves.
 */
export function causeChains(plan: Plan): (entry: PlanEntry) => PlanEntry[] {
  const entryOf = new Map<NodeId, PlanEntry>(plan.entries.map((entry) => [entry.nodeId, entry]));
  return (entry) => {
    const chain: PlanEntry[] = [];
    // Every step goes upstream, so there is an end.
    for (let at = causeOf(entry, entryOf); at !== null; at = causeOf(at, entryOf)) chain.push(at);
    return chain;
  };
}

/** A decision's reason with the chain behind it, as in `upstream b changed ← a: data changed: a.csv`. */
export function reasonWithCauses(entry: PlanEntry, chain: readonly PlanEntry[]): string {
  const last = chain.at(-1);
  if (last === undefined || entry.decision.action !== 'run') return reasonText(entry.decision);
  const { reason } = entry.decision;
  if (reason.code !== 'upstream_changed') return reasonText(entry.decision);
  const ids = chain.map((step) => step.nodeId);
  const between = ids.slice(1, -1);
  // A long chain is told by its ends.
  const told = between.length <= 2 ? between : [...between.slice(0, 1), '...'];
  const steps = ids.length === 1 ? [] : [...told, ids.at(-1) ?? ''];
  const path = [`upstream ${reason.upstream} changed`, ...steps].join(' ← ');
  return `${path}: ${reasonText(last.decision)}`;
}

function causeOf(entry: PlanEntry, entryOf: ReadonlyMap<NodeId, PlanEntry>): PlanEntry | null {
  if (entry.decision.action !== 'run') return null;
  const { reason } = entry.decision;
  if (reason.code !== 'upstream_changed') return null;
  const cause = entryOf.get(reason.upstream);
  // An upstream that was built since, and is not built again by this plan, is the end of what is known.
  return cause?.decision.action === 'run' ? cause : null;
}
