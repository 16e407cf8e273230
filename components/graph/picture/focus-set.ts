import type { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';
import { walkHops } from '@/lib/graph/selectors/walk-hops';

/** A node and what is around it. */
export interface Focus {
  readonly id: NodeId;
  /** How many steps to what it is made from, and to what is made from it; Infinity for all. */
  readonly up: number;
  readonly down: number;
}

/** The node in focus and all that is not more steps away. */
export function focusSet(graph: Graph, { id, up, down }: Focus): ReadonlySet<NodeId> {
  const start = new Set(graph.has(id) ? [id] : []);
  return new Set([
    ...walkHops(graph, start, 'upstream', up),
    ...walkHops(graph, start, 'downstream', down),
  ]);
}

/** How many steps it takes to reach the last of what is before a node, and of what is after it. */
export function reachOf(graph: Graph, id: NodeId): { readonly up: number; readonly down: number } {
  return {
    up: stepsTo(id, (from) => graph.upstreamOf(from)),
    down: stepsTo(id, (from) => graph.downstreamOf(from)),
  };
}

function stepsTo(id: NodeId, next: (from: NodeId) => readonly NodeId[]): number {
  const reached = new Set([id]);
  let edge: readonly NodeId[] = [id];
  for (let steps = 0; ; steps += 1) {
    const further = edge.flatMap((from) => next(from).filter((to) => !reached.has(to)));
    if (further.length === 0) return steps;
    edge = [...new Set(further)];
    for (const to of edge) reached.add(to);
  }
}
