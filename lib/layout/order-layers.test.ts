import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digraph, randomDigraph } from '../testing/random-digraph';
import { assignLayers } from './assign-layers';
import { countCrossings } from './count-crossings';
import { layerOrderOf, type LayerOrder } from './layer-order';
import { addLanes, type LayeredGraph } from './layered-graph';
import { orderLayers } from './order-layers';

/** In the order of vertices, as nobody had thought about it. */
function naiveOrder(graph: LayeredGraph): LayerOrder {
  return layerOrderOf(
    graph,
    Int32Array.from({ length: graph.size }, (_, vertex) => vertex),
  );
}

describe('countCrossings', () => {
  it('counts what looking at every pair of arcs counts', () => {
    fc.assert(
      fc.property(randomDigraph(25), (shape) => {
        const graph = addLanes(shape, assignLayers(shape));
        const order = naiveOrder(graph);
        let pairs = 0;
        graph.tails.forEach((a, i) => {
          graph.tails.forEach((c, j) => {
            if (j <= i || graph.layerOf[a] !== graph.layerOf[c]) return;
            const [b, d] = [graph.heads[i]!, graph.heads[j]!];
            const tails = order.rank[a]! - order.rank[c]!;
            const heads = order.rank[b]! - order.rank[d]!;
            if (tails * heads < 0) pairs += 1;
          });
        });
        expect(countCrossings(graph, order)).toBe(pairs);
      }),
    );
  });
});

describe('orderLayers', () => {
  it('takes apart what only seems to cross', () => {
    const shape = digraph(7, [
      [0, 5],
      [1, 4],
      [2, 3],
      [3, 6],
      [4, 6],
      [5, 6],
    ]);
    const graph = addLanes(shape, assignLayers(shape));
    expect(countCrossings(graph, naiveOrder(graph))).toBe(3);
    expect(countCrossings(graph, orderLayers(graph))).toBe(0);
  });

  it('never has more crossings than the order it starts with', () => {
    fc.assert(
      fc.property(randomDigraph(60), (shape) => {
        const graph = addLanes(shape, assignLayers(shape));
        expect(countCrossings(graph, orderLayers(graph))).toBeLessThanOrEqual(
          countCrossings(graph, naiveOrder(graph)),
        );
      }),
    );
  });

  it('leaves no tree with a crossing', () => {
    const tree = fc.array(fc.nat(), { minLength: 1, maxLength: 60 }).map((picks) =>
      digraph(
        picks.length + 1,
        picks.map((pick, i) => [pick % (i + 1), i + 1]),
      ),
    );
    fc.assert(
      fc.property(tree, (shape) => {
        const graph = addLanes(shape, assignLayers(shape));
        expect(countCrossings(graph, orderLayers(graph))).toBe(0);
      }),
    );
  });

  it('takes of a picture and its mirror image the one nearer to the order of vertices', () => {
    fc.assert(
      fc.property(randomDigraph(40), (shape) => {
        const graph = addLanes(shape, assignLayers(shape));
        const { row } = orderLayers(graph);
        let inOrder = 0;
        for (let layer = 0; layer < graph.layerCount; layer += 1) {
          const cards = [...row].filter(
            (vertex) => vertex < graph.cardCount && graph.layerOf[vertex] === layer,
          );
          cards.forEach((upper, index) => {
            for (const lower of cards.slice(index + 1)) inOrder += lower - upper;
          });
        }
        expect(inOrder).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('lets every vertex stand once, in its layer', () => {
    fc.assert(
      fc.property(randomDigraph(60), (shape) => {
        const graph = addLanes(shape, assignLayers(shape));
        const { start, row, rank } = orderLayers(graph);
        expect([...row].sort((a, b) => a - b)).toEqual([...row.keys()]);
        row.forEach((vertex, place) => {
          expect(place).toBe(start[graph.layerOf[vertex]!]! + rank[vertex]!);
        });
      }),
    );
  });
});
