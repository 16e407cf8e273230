import { at } from './at';
import type { Digraph } from './digraph';

/**
 * A spanning tree of arcs that are as short as they may be. Moves whole groups of vertices until there is one; `places`
 * changes, and no arc gets too short. The graph hangs together. Returns the arcs of the tree.
 */
export function tightTree(
  graph: Digraph,
  places: Int32Array,
  leastLengths: Int32Array,
): Int32Array {
  const groupOf = new Int32Array(graph.size).fill(-1);
  const arcs = new Int32Array(Math.max(0, graph.size - 1));
  let found = 0;
  const members: number[][] = [];
  const slackOf = (arc: number): number =>
    at(places, at(graph.heads, arc)) - at(places, at(graph.tails, arc)) - at(leastLengths, arc);

  const eachArc = (vertex: number, visit: (arc: number, other: number) => void): void => {
    for (
      let i = at(graph.incoming.start, vertex);
      i < at(graph.incoming.start, vertex + 1);
      i += 1
    ) {
      const arc = at(graph.incoming.arcs, i);
      visit(arc, at(graph.tails, arc));
    }
    for (
      let i = at(graph.outgoing.start, vertex);
      i < at(graph.outgoing.start, vertex + 1);
      i += 1
    ) {
      const arc = at(graph.outgoing.arcs, i);
      visit(arc, at(graph.heads, arc));
    }
  };

  for (let first = 0; first < graph.size; first += 1) {
    if (at(groupOf, first) !== -1) continue;
    const group = [first];
    groupOf[first] = members.length;
    for (const vertex of group) {
      eachArc(vertex, (arc, other) => {
        if (at(groupOf, other) !== -1 || slackOf(arc) !== 0) return;
        groupOf[other] = members.length;
        group.push(other);
        arcs[found++] = arc;
      });
    }
    members.push(group);
  }

  // Each round joins every group to another one, by the shortest arc between them: log2(groups) rounds.
  let groups = members.map((_, index) => index);
  while (groups.length > 1) {
    const joined = new Set<number>();
    for (const group of groups) {
      if (joined.has(group)) continue;
      const own = members[group] ?? [];
      let bridge = -1;
      for (const vertex of own) {
        eachArc(vertex, (arc, other) => {
          if (at(groupOf, other) === group) return;
          if (bridge === -1 || slackOf(arc) < slackOf(bridge)) bridge = arc;
        });
      }
      if (bridge === -1) return arcs.slice(0, found);
      const goesOut = at(groupOf, at(graph.tails, bridge)) === group;
      const into = at(groupOf, at(goesOut ? graph.heads : graph.tails, bridge));
      const shift = goesOut ? slackOf(bridge) : -slackOf(bridge);
      const target = members[into] ?? [];
      for (const vertex of own) {
        places[vertex] = at(places, vertex) + shift;
        groupOf[vertex] = into;
        target.push(vertex);
      }
      members[group] = [];
      joined.add(group).add(into);
      arcs[found++] = bridge;
    }
    groups = groups.filter((group) => (members[group]?.length ?? 0) > 0);
  }
  return arcs;
}
