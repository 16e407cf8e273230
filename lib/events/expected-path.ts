import type { Graph } from '../graph/graph';
import type { NodeId } from '../graph/node-id';

/**
 * The chain of nodes that takes longest, first to last, when every node takes what it is expected to: no number of slots
 * makes a run shorter. `ids` in topological order; seconds of a node that nothing is known of count as none.
 */
export function expectedPath(
  ids: readonly NodeId[],
  graph: Graph,
  secondsOf: (id: NodeId) => number,
): readonly NodeId[] {
  const longest = new Map<NodeId, { readonly seconds: number; readonly after: NodeId | null }>();
  let last: NodeId | null = null;
  for (const id of ids) {
    let before = { seconds: 0, after: null as NodeId | null };
    for (const up of graph.upstreamOf(id)) {
      const seconds = longest.get(up)?.seconds ?? -1;
      if (seconds >= before.seconds) before = { seconds, after: up };
    }
    const seconds = before.seconds + secondsOf(id);
    longest.set(id, { seconds, after: before.after });
    if (last === null || seconds > (longest.get(last)?.seconds ?? 0)) last = id;
  }
  const path: NodeId[] = [];
  for (let at = last; at !== null; at = longest.get(at)?.after ?? null) path.push(at);
  return path.toReversed();
}
