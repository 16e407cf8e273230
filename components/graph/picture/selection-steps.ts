import type { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';
import { walkHops } from '@/lib/graph/selectors/walk-hops';

/** Everything on any way from one node to another, both included; empty when there is none. */
export type Between = (from: NodeId, to: NodeId) => readonly NodeId[];

/** The selection with all ways between its last node and another one, which then is the last; without a way, with that alone. */
export function withPath(between: Between, selected: readonly NodeId[], to: NodeId): NodeId[] {
  const from = selected.at(-1);
  if (from === undefined) return [to];
  const forth = between(from, to);
  const path = forth.length > 0 ? forth : between(to, from);
  return [...new Set([...selected, ...path])].filter((id) => id !== to).concat(to);
}

/** The selection with a node added, or taken out when it was in it. */
export function toggled(selected: readonly NodeId[], id: NodeId): readonly NodeId[] {
  return selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id];
}

/** Along the edges of the pipeline, whatever of it is shown. */
export function betweenIn(graph: Graph): Between {
  return (from, to) => {
    const below = walkHops(graph, new Set([from]), 'downstream', Infinity);
    if (!below.has(to)) return [];
    const above = walkHops(graph, new Set([to]), 'upstream', Infinity);
    return [...below].filter((id) => above.has(id));
  };
}
