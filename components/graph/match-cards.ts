import type { NodeId } from '@/lib/graph/node-id';
import type { NodeFreshness, NodeSnapshot } from '@/lib/service/project/project-snapshot';

/** The nodes that a selector found and that are in one of the states; null when nothing is looked for. */
export function matchCards(
  nodes: readonly NodeSnapshot[],
  found: ReadonlySet<NodeId> | null,
  states: readonly NodeFreshness[],
): ReadonlySet<NodeId> | null {
  if (states.length === 0) return found;
  const wanted = new Set(states);
  return new Set(
    nodes
      .filter((node) => found?.has(node.id) !== false && wanted.has(node.freshness))
      .map((node) => node.id),
  );
}

/**
 * How many nodes stand in each state; states without any are left out. A node that failed, or can't be read, and was edited
 * counts as both: `state:modified` finds it, too.
 */
export function countByFreshness(
  nodes: readonly NodeSnapshot[],
): ReadonlyMap<NodeFreshness, number> {
  const counts = new Map<NodeFreshness, number>();
  const count = (state: NodeFreshness): void => {
    counts.set(state, (counts.get(state) ?? 0) + 1);
  };
  for (const { freshness, change } of nodes) {
    count(freshness);
    const isAlsoEdited = freshness === 'failed' || freshness === 'broken';
    if (isAlsoEdited && change.type === 'modified') count('changed');
  }
  return counts;
}
