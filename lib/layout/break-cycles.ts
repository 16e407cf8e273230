import { at } from './at';
import { degreeOf } from './adjacency';
import { digraphOf, type Digraph } from './digraph';

export interface Acyclic {
  /** The graph without the arcs that close a cycle. What hung together still does. */
  readonly shape: Digraph;
  /** By arc of the shape: its number in the graph that was given. */
  readonly arcs: Int32Array;
  /** The arcs that were left out, by their number in the graph that was given. */
  readonly backArcs: readonly number[];
}

/** Leaves out as few arcs as a depth-first walk from the sources needs, so that no cycle is left. */
export function breakCycles(graph: Digraph): Acyclic {
  const isBack = new Uint8Array(graph.tails.length);
  const state = new Uint8Array(graph.size); // 0 not seen, 1 on the current path, 2 done
  const path = new Int32Array(graph.size);
  const next = graph.outgoing.start.slice();
  const backArcs: number[] = [];

  const walk = (root: number): void => {
    if (state[root] !== 0) return;
    state[root] = 1;
    path[0] = root;
    let depth = 1;
    while (depth > 0) {
      const vertex = at(path, depth - 1);
      const place = at(next, vertex);
      if (place === at(graph.outgoing.start, vertex + 1)) {
        state[vertex] = 2;
        depth -= 1;
        continue;
      }
      next[vertex] = place + 1;
      const arc = at(graph.outgoing.arcs, place);
      const head = at(graph.heads, arc);
      if (state[head] === 1) {
        isBack[arc] = 1;
        backArcs.push(arc);
      } else if (state[head] === 0) {
        state[head] = 1;
        path[depth] = head;
        depth += 1;
      }
    }
  };
  for (let vertex = 0; vertex < graph.size; vertex += 1) {
    if (degreeOf(graph.incoming, vertex) === 0) walk(vertex);
  }
  for (let vertex = 0; vertex < graph.size; vertex += 1) walk(vertex);

  const all = graph.tails.map((_, arc) => arc);
  if (backArcs.length === 0) return { shape: graph, arcs: all, backArcs };
  const goesOn = (_: number, arc: number): boolean => isBack[arc] === 0;
  return {
    shape: digraphOf(graph.size, graph.tails.filter(goesOn), graph.heads.filter(goesOn)),
    arcs: all.filter(goesOn),
    backArcs: backArcs.sort((a, b) => a - b),
  };
}
