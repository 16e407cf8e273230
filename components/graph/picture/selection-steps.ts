import type { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';
import { walkHops } from '@/lib/graph/selectors/walk-hops';

/** The selection with all ways between its last node and another one, which then is the last; without a way, with that alone. */
export function withPath(graph: Graph, selected: readonly NodeId[], to: NodeId): NodeId[] {
  const from = selected.at(-1);
  if (from === undefined) return [to];
  const forth = between(graph, from, to);
  const path = forth.length > 0 ? forth : between(graph, to, from);
  return [...new Set([...selected, ...path])].filter((id) => id !== to).concat(to);
}

function between(graph: Graph, from: NodeId, to: NodeId): NodeId[] {
  const below = walkHops(graph, new Set([from]), 'downstream', Infinity);
  if (!below.has(to)) return [];
  const above = walkHops(graph, new Set([to]), 'upstream', Infinity);
  return [...below].filter((id) => above.has(id));
}
