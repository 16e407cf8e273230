import type { NodeId } from '@/lib/graph/node-id';
import type { NodeFreshness, NodeSnapshot } from '@/lib/service/project-snapshot';

/** What a person looks for: a piece of the name, and states of which any will do. */
export interface CardFilter {
  readonly text: string;
  readonly freshness: readonly NodeFreshness[];
}

/** The nodes that are looked for; null when nothing is, so that all count. */
export function matchCards(
  nodes: readonly NodeSnapshot[],
  filter: CardFilter,
): ReadonlySet<NodeId> | null {
  const text = filter.text.trim().toLowerCase();
  if (text === '' && filter.freshness.length === 0) return null;
  const wanted = new Set(filter.freshness);
  return new Set(
    nodes
      .filter((node) => text === '' || node.id.toLowerCase().includes(text))
      .filter((node) => wanted.size === 0 || wanted.has(node.freshness))
      .map((node) => node.id),
  );
}

/** How many nodes stand in each state; states without any are left out. */
export function countByFreshness(
  nodes: readonly NodeSnapshot[],
): ReadonlyMap<NodeFreshness, number> {
  const counts = new Map<NodeFreshness, number>();
  for (const node of nodes) counts.set(node.freshness, (counts.get(node.freshness) ?? 0) + 1);
  return counts;
}
