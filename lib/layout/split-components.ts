import { at } from './at';
import { digraphOf, type Digraph } from './digraph';

/** Vertices that hang together; vertex `i` of the shape is `members[i]` of the whole. */
export interface Component {
  readonly members: Int32Array;
  readonly shape: Digraph;
  /** By arc of the shape: its number in the whole. */
  readonly arcs: Int32Array;
}

/** The parts of a graph that no arc connects, by their first vertex; vertices keep the order of the graph. */
export function splitComponents(whole: Digraph): Component[] {
  const { part, count } = labelParts(whole);
  if (count === 1) {
    const numbers = (length: number): Int32Array =>
      Int32Array.from({ length }, (_, index) => index);
    return [{ members: numbers(whole.size), shape: whole, arcs: numbers(whole.tails.length) }];
  }
  const sizes = new Int32Array(count);
  const local = new Int32Array(whole.size);
  for (let vertex = 0; vertex < whole.size; vertex += 1) {
    const own = at(part, vertex);
    local[vertex] = at(sizes, own);
    sizes[own] = at(sizes, own) + 1;
  }
  const arcCounts = new Int32Array(count);
  for (const tail of whole.tails) {
    const own = at(part, tail);
    arcCounts[own] = at(arcCounts, own) + 1;
  }
  const members = Array.from(sizes, (size) => new Int32Array(size));
  const arcs = Array.from(arcCounts, (length) => new Int32Array(length));
  for (let vertex = 0; vertex < whole.size; vertex += 1) {
    const own = members[at(part, vertex)];
    if (own !== undefined) own[at(local, vertex)] = vertex;
  }
  arcCounts.fill(0);
  whole.tails.forEach((tail, arc) => {
    const own = at(part, tail);
    const list = arcs[own];
    if (list !== undefined) list[at(arcCounts, own)] = arc;
    arcCounts[own] = at(arcCounts, own) + 1;
  });
  return members.map((vertices, index) => {
    const own = arcs[index] ?? new Int32Array(0);
    const tails = own.map((arc) => at(local, at(whole.tails, arc)));
    const heads = own.map((arc) => at(local, at(whole.heads, arc)));
    return { members: vertices, arcs: own, shape: digraphOf(vertices.length, tails, heads) };
  });
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
