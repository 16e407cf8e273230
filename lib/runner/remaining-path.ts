import type { Graph } from '../graph/graph';
import type { NodeId } from '../graph/node-id';

/**
 * For every node that runs: the seconds of the longest chain from it to the end of the run. Starting
 * the longest first keeps the critical path moving. `order` is topological.
 */
export function remainingPaths(
  order: readonly NodeId[],
  graph: Graph,
  durationOf: (id: NodeId) => number,
): ReadonlyMap<NodeId, number> {
  const remaining = new Map<NodeId, number>();
  for (const id of order.toReversed()) {
    let longest = 0;
    for (const next of graph.downstreamOf(id)) {
      longest = Math.max(longest, remaining.get(next) ?? 0);
    }
    remaining.set(id, longest + durationOf(id));
  }
  return remaining;
}
