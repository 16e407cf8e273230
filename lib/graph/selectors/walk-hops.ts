import type { Graph } from '../graph';
import type { NodeId } from '../node-id';

/** The given nodes and all that is at most so many edges away in one direction. */
export function walkHops(
  graph: Graph,
  start: ReadonlySet<NodeId>,
  direction: 'upstream' | 'downstream',
  hops: number,
): Set<NodeId> {
  const found = new Set(start);
  const neighbours =
    direction === 'upstream'
      ? (id: NodeId) => graph.upstreamOf(id)
      : (id: NodeId) => graph.downstreamOf(id);
  let edge: readonly NodeId[] = [...start];
  for (let hop = 0; hop < hops && edge.length > 0; hop += 1) {
    const next: NodeId[] = [];
    for (const id of edge) {
      for (const neighbour of neighbours(id)) {
        if (found.has(neighbour)) continue;
        found.add(neighbour);
        next.push(neighbour);
      }
    }
    edge = next;
  }
  return found;
}
