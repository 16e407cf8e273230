import { describe, expect, it } from 'vitest';
import { digraph } from '../testing/random-digraph';
import { breakCycles } from './break-cycles';

describe('breakCycles', () => {
  it('leaves a graph without cycles as it is', () => {
    const graph = digraph(4, [
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
    ]);
    expect(breakCycles(graph)).toMatchObject({ shape: graph, backArcs: [] });
  });

  it('leaves out the arc that leads back to where a source entered the cycle', () => {
    const graph = digraph(4, [
      [3, 1],
      [2, 3],
      [1, 2],
      [0, 1],
    ]);
    const { shape, backArcs } = breakCycles(graph);
    expect(backArcs).toEqual([0]);
    expect([...shape.tails]).toEqual([2, 1, 0]);
    expect([...shape.heads]).toEqual([3, 2, 1]);
  });

  it('leaves out what leads from a vertex to itself', () => {
    expect(breakCycles(digraph(1, [[0, 0]])).backArcs).toEqual([0]);
  });

  it('walks a cycle of 100,000 vertices', () => {
    const size = 100_000;
    const ring = digraph(
      size,
      Array.from({ length: size }, (_, vertex) => [vertex, (vertex + 1) % size]),
    );
    expect(breakCycles(ring).backArcs).toEqual([size - 1]);
  });
});
