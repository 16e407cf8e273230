import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digraph, randomDigraph } from '../testing/random-digraph';
import { assignLayers } from './assign-layers';
import type { Digraph } from './digraph';

describe('assignLayers', () => {
  it('puts a source beside the only one that reads it, not at the far left', () => {
    const graph = digraph(5, [
      [0, 1],
      [1, 2],
      [2, 3],
      [4, 3],
    ]);
    expect([...assignLayers(graph)]).toEqual([0, 1, 2, 3, 2]);
  });

  it('moves a whole branch towards what reads it', () => {
    const graph = digraph(7, [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [5, 6],
      [6, 4],
    ]);
    expect([...assignLayers(graph)]).toEqual([0, 1, 2, 3, 4, 2, 3]);
  });

  it('puts a vertex that is as well anywhere between its neighbours where fewest stand', () => {
    const graph = digraph(7, [
      [0, 1],
      [1, 2],
      [2, 3],
      [0, 4],
      [4, 3],
      [0, 5],
      [0, 6],
    ]);
    expect([...assignLayers(graph)]).toEqual([0, 1, 2, 3, 2, 1, 1]);
  });

  it('starts at layer 0 and leads every arc to a later layer', () => {
    fc.assert(
      fc.property(randomDigraph(40), (graph) => {
        const layers = assignLayers(graph);
        expect(Math.min(...layers)).toBe(0);
        graph.tails.forEach((tail, arc) => {
          expect(layers[graph.heads[arc]!]).toBeGreaterThan(layers[tail]!);
        });
      }),
    );
  });

  it('makes the arcs as short in total as trying every layering does', () => {
    fc.assert(
      fc.property(randomDigraph(6), (graph) => {
        expect(totalLength(graph, assignLayers(graph))).toBe(shortestLength(graph));
      }),
    );
  });

  it('copes with a chain of 100,000', () => {
    const size = 100_000;
    const chain = digraph(
      size,
      Array.from({ length: size - 1 }, (_, vertex) => [vertex, vertex + 1]),
    );
    expect(assignLayers(chain)[size - 1]).toBe(size - 1);
  });
});

function totalLength(graph: Digraph, layers: Int32Array): number {
  return graph.tails.reduce(
    (sum, tail, arc) => sum + layers[graph.heads[arc]!]! - layers[tail]!,
    0,
  );
}

/** Tries all layers for all vertices; tails have lower numbers than heads. */
function shortestLength(graph: Digraph): number {
  const layers = new Int32Array(graph.size);
  let best = Infinity;
  const tryFrom = (vertex: number): void => {
    if (vertex === graph.size) {
      best = Math.min(best, totalLength(graph, layers));
      return;
    }
    const reads = [...graph.heads].flatMap((head, arc) =>
      head === vertex ? [layers[graph.tails[arc]!]!] : [],
    );
    for (let layer = Math.max(-1, ...reads) + 1; layer < graph.size; layer += 1) {
      layers[vertex] = layer;
      tryFrom(vertex + 1);
    }
  };
  tryFrom(0);
  return best;
}
