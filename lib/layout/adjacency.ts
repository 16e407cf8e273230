import { at } from './at';

/** For each vertex the arcs at one of its ends, all in one array: those of `vertex` are `arcs[start[vertex]]` up to `arcs[start[vertex + 1]]`. */
export interface Adjacency {
  readonly start: Int32Array;
  readonly arcs: Int32Array;
}

/** The arcs by the vertex at one end; `ends[arc]` is that vertex. Arcs keep their order. */
export function adjacencyOf(vertexCount: number, ends: Int32Array): Adjacency {
  const start = new Int32Array(vertexCount + 1);
  for (const vertex of ends) start[vertex + 1] = at(start, vertex + 1) + 1;
  for (let vertex = 0; vertex < vertexCount; vertex += 1) {
    start[vertex + 1] = at(start, vertex + 1) + at(start, vertex);
  }
  const free = start.slice();
  const arcs = new Int32Array(ends.length);
  ends.forEach((vertex, arc) => {
    const place = at(free, vertex);
    arcs[place] = arc;
    free[vertex] = place + 1;
  });
  return { start, arcs };
}

export function degreeOf({ start }: Adjacency, vertex: number): number {
  return at(start, vertex + 1) - at(start, vertex);
}
