import { adjacencyOf, type Adjacency } from './adjacency';

/** Vertices are numbers from 0, arcs are numbers from 0 with a tail (where it starts) and a head (where it ends). */
export interface Digraph {
  readonly size: number;
  readonly tails: Int32Array;
  readonly heads: Int32Array;
  /** Arcs that end at a vertex. */
  readonly incoming: Adjacency;
  /** Arcs that start at a vertex. */
  readonly outgoing: Adjacency;
}

export function digraphOf(size: number, tails: Int32Array, heads: Int32Array): Digraph {
  return {
    size,
    tails,
    heads,
    incoming: adjacencyOf(size, heads),
    outgoing: adjacencyOf(size, tails),
  };
}
