import type { Graph } from '../graph/graph';
import type { NodeId } from '../graph/node-id';
import type { NodeView } from './run-view';

/**
 * The chain of nodes that decided how long the run took, first to last: from the node that ended last back
 * to what it waited for longest, and so on. Of a run that goes on, what is known by now.
 */
export function criticalPath(
  nodes: ReadonlyMap<NodeId, NodeView>,
  graph: Graph,
): readonly NodeId[] {
  let last: NodeView | null = null;
  for (const node of nodes.values()) {
    if (node.startedAtMs !== null && (last === null || endOf(node) > endOf(last))) last = node;
  }
  const path: NodeId[] = [];
  while (last !== null) {
    path.push(last.id);
    last = latest(graph.has(last.id) ? graph.upstreamOf(last.id) : [], nodes);
  }
  return path.toReversed();
}

function latest(ids: readonly NodeId[], nodes: ReadonlyMap<NodeId, NodeView>): NodeView | null {
  let found: NodeView | null = null;
  for (const id of ids) {
    const node = nodes.get(id);
    if (node === undefined || node.startedAtMs === null) continue;
    if (found === null || endOf(node) > endOf(found)) found = node;
  }
  return found;
}

function endOf(node: NodeView): number {
  return node.finishedAtMs ?? Infinity;
}
