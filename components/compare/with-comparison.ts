import type { Comparison } from '@/lib/service/comparing/compare-with';
import type { NodeSnapshot, ProjectSnapshot } from '@/lib/service/project/project-snapshot';

const states = {
  added: 'added',
  breaking: 'breaking',
  non_breaking: 'compatible',
  metadata: 'metadata',
} as const;

/** The snapshot drawn by what differs from a base, in the place of what the next run would do. */
export function withComparison(snapshot: ProjectSnapshot, comparison: Comparison): ProjectSnapshot {
  const changed = new Map(comparison.nodes.map((node) => [node.id, node]));
  const affected = new Map(comparison.affected.map(({ id, by }) => [id, by]));
  const stateOf = (
    node: NodeSnapshot,
  ): Pick<NodeSnapshot, 'freshness' | 'reason' | 'changeClass'> => {
    const change = changed.get(node.id);
    if (change !== undefined) {
      return {
        freshness: states[change.what],
        reason: change.reason,
        changeClass: change.what === 'added' ? null : change.what,
      };
    }
    const by = affected.get(node.id);
    if (by !== undefined) {
      return { freshness: 'affected', reason: `downstream of ${by}`, changeClass: null };
    }
    return { freshness: 'same', reason: '', changeClass: null };
  };
  return {
    ...snapshot,
    nodes: snapshot.nodes.map((node) => ({ ...node, ...stateOf(node) })),
    ghosts: comparison.ghosts,
  };
}
