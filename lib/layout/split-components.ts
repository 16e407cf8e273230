import type { Graph } from '../graph/graph';
import type { NodeId } from '../graph/node-id';
import { at } from './at';
import { digraphOf, type Digraph } from './digraph';

/** Nodes that hang together; vertex `i` of the shape is `ids[i]`. */
export interface Component {
  readonly ids: readonly NodeId[];
  readonly shape: Digraph;
}

/** The parts of a graph that no edge connects, by their first node; nodes keep the order of the graph. */
export function splitComponents(graph: Graph): Component[] {
  const indexOf = new Map(graph.ids.map((id, index) => [id, index]));
  const tails: number[] = [];
  const heads: number[] = [];
  graph.ids.forEach((id, tail) => {
    const readers = graph.downstreamOf(id).flatMap((reader) => indexOf.get(reader) ?? []);
    // Sorted, so that the order in which edges were found changes no picture.
    for (const head of readers.sort((a, b) => a - b)) {
      tails.push(tail);
      heads.push(head);
    }
  });
  const whole = digraphOf(graph.ids.length, Int32Array.from(tails), Int32Array.from(heads));
  const { part, count } = labelParts(whole);

  const ids: NodeId[][] = Array.from({ length: count }, () => []);
  const arcs: { tails: number[]; heads: number[] }[] = ids.map(() => ({ tails: [], heads: [] }));
  const localIndex = new Int32Array(whole.size);
  graph.ids.forEach((id, index) => {
    const members = ids[at(part, index)];
    localIndex[index] = members?.length ?? 0;
    members?.push(id);
  });
  whole.tails.forEach((tail, arc) => {
    const own = arcs[at(part, tail)];
    own?.tails.push(at(localIndex, tail));
    own?.heads.push(at(localIndex, at(whole.heads, arc)));
  });
  return ids.map((members, index) => ({
    ids: members,
    shape: digraphOf(
      members.length,
      Int32Array.from(arcs[index]?.tails ?? []),
      Int32Array.from(arcs[index]?.heads ?? []),
    ),
  }));
}

/** For each vertex the number of its component. */
function labelParts({ size, tails, heads, incoming, outgoing }: Digraph): {
  part: Int32Array;
  count: number;
} {
  const part = new Int32Array(size).fill(-1);
  const queue = new Int32Array(size);
  let count = 0;
  for (let first = 0; first < size; first += 1) {
    if (at(part, first) !== -1) continue;
    part[first] = count;
    queue[0] = first;
    let length = 1;
    const reach = (vertex: number): void => {
      if (at(part, vertex) !== -1) return;
      part[vertex] = count;
      queue[length] = vertex;
      length += 1;
    };
    for (let next = 0; next < length; next += 1) {
      const vertex = at(queue, next);
      for (let i = at(outgoing.start, vertex); i < at(outgoing.start, vertex + 1); i += 1) {
        reach(at(heads, at(outgoing.arcs, i)));
      }
      for (let i = at(incoming.start, vertex); i < at(incoming.start, vertex + 1); i += 1) {
        reach(at(tails, at(incoming.arcs, i)));
      }
    }
    count += 1;
  }
  return { part, count };
}
