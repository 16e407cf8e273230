import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { id } from '../testing/manifest-of';
import { randomDag } from '../testing/random-dag';
import { Graph, type Edge } from './graph';
import type { NodeId } from './node-id';

/** `a>b` for an edge from source.a to source.b; ids in alphabetical order, as a manifest has them. */
function graphOf(names: string, ...edges: string[]): Graph {
  return Graph.of(
    Array.from(names, (name) => id(`source.${name}`)),
    edges.map((edge) => ({
      from: id(`source.${edge.slice(0, 1)}`),
      to: id(`source.${edge.slice(2)}`),
    })),
  );
}

const short = (ids: Iterable<NodeId>): string => [...ids].map((node) => node.slice(7)).join('');

/** Any graph, cycles, self-loops and repeated edges included. */
const anyGraph = fc
  .integer({ min: 1, max: 12 })
  .chain((size) =>
    fc.record({
      size: fc.constant(size),
      pairs: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 30 }),
    }),
  )
  .map(({ size, pairs }) => {
    const ids = Array.from({ length: size }, (_, index) => id(`source.${String(index)}`));
    const edges = pairs.map(([from, to]): Edge => ({ from: ids[from]!, to: ids[to]! }));
    return { ids, edges, graph: Graph.of(ids, edges) };
  });

describe('neighbours', () => {
  const graph = graphOf('abcd', 'b>d', 'a>d', 'a>d', 'd>c', 'x>d', 'd>x');

  it('counts equal edges once and leaves out edges to unknown nodes', () => {
    expect(short(graph.upstreamOf(id('source.d')))).toBe('ba');
    expect(short(graph.downstreamOf(id('source.d')))).toBe('c');
  });

  it('are none for an unknown node', () => {
    expect(graph.has(id('source.x'))).toBe(false);
    expect(graph.upstreamOf(id('source.x'))).toEqual([]);
    expect(graph.ancestorsOf([id('source.x')]).size).toBe(0);
  });
});

describe('ancestors and descendants', () => {
  const diamond = graphOf('abcde', 'a>b', 'a>c', 'b>d', 'c>d', 'd>e');

  it('reach over every path, without the node itself', () => {
    expect(short([...diamond.ancestorsOf([id('source.d')])].sort())).toBe('abc');
    expect(short([...diamond.descendantsOf([id('source.b')])].sort())).toBe('de');
  });

  it('include a given node that another given one feeds', () => {
    expect(short([...diamond.descendantsOf([id('source.a'), id('source.d')])].sort())).toBe('bcde');
  });

  it('are each the other seen from the far end', () => {
    fc.assert(
      fc.property(anyGraph, ({ ids, graph }) => {
        for (const a of ids) {
          for (const b of ids) {
            expect(graph.descendantsOf([a]).has(b)).toBe(graph.ancestorsOf([b]).has(a));
          }
        }
      }),
    );
  });

  it('are closed: what a descendant feeds is one too', () => {
    fc.assert(
      fc.property(anyGraph, ({ ids, edges, graph }) => {
        const found = graph.descendantsOf([ids[0]!]);
        const expected = new Set(edges.filter((edge) => edge.from === ids[0]).map(({ to }) => to));
        for (let before = -1; before !== expected.size;) {
          before = expected.size;
          for (const { from, to } of edges) if (expected.has(from)) expected.add(to);
        }
        expect(found).toEqual(expected);
      }),
    );
  });
});

describe('the topological order', () => {
  it('takes, of the nodes that are ready, always the first one of the manifest', () => {
    // b waits for d, and once it is ready it comes before e, which was ready all the time.
    expect(short(graphOf('abcde', 'd>b').topologicalOrder())).toBe('acdbe');
  });

  it('leaves out the nodes on a cycle and all after them, and nothing else', () => {
    const graph = graphOf('abcde', 'a>b', 'b>c', 'c>b', 'c>d');
    expect(short(graph.topologicalOrder())).toBe('ae');
    expect(graph.layers().map(short)).toEqual(['ae']);
  });

  it('puts every node of a DAG after all that it reads, whatever the order of the edges', () => {
    fc.assert(
      fc.property(
        randomDag(60),
        fc.array(fc.nat(), { minLength: 180, maxLength: 180 }),
        ({ graph, edges }, numbers) => {
          const order = graph.topologicalOrder();
          const place = new Map(order.map((node, index) => [node, index]));
          expect(new Set(order)).toEqual(new Set(graph.ids));
          expect(order).toHaveLength(graph.ids.length);
          for (const { from, to } of edges) expect(place.get(from)).toBeLessThan(place.get(to)!);

          const shuffled = edges
            .map((edge, index) => ({ edge, at: numbers[index]! }))
            .sort((a, b) => a.at - b.at)
            .map(({ edge }) => edge);
          expect(Graph.of(graph.ids, shuffled).topologicalOrder()).toEqual(order);
        },
      ),
    );
  });
});

describe('layers', () => {
  it('hold every node of a DAG once, each just below the deepest that it reads', () => {
    fc.assert(
      fc.property(randomDag(60), ({ graph }) => {
        const layers = graph.layers();
        const layerOf = new Map(layers.flatMap((ids, layer) => ids.map((node) => [node, layer])));
        expect(layers.flat()).toHaveLength(graph.ids.length);
        for (const node of graph.ids) {
          const above = graph.upstreamOf(node).map((up) => layerOf.get(up)!);
          expect(layerOf.get(node)).toBe(Math.max(-1, ...above) + 1);
        }
        for (const layer of layers)
          expect(layer).toEqual(graph.ids.filter((x) => layer.includes(x)));
      }),
    );
  });
});

describe('a cycle', () => {
  it('is told as a path that starts and ends on the same node, without the way to it', () => {
    const graph = graphOf('abcd', 'a>b', 'b>c', 'c>d', 'd>b');
    expect(short(graph.findCycle()!)).toBe('bcdb');
  });

  it('may be a node that reads itself', () => {
    expect(short(graphOf('ab', 'a>b', 'b>b').findCycle()!)).toBe('bb');
  });

  it('is not made by two ways to the same node', () => {
    expect(graphOf('abcd', 'a>b', 'a>c', 'b>d', 'c>d', 'a>d').findCycle()).toBeNull();
  });

  it('is found exactly when the topological order misses nodes, and follows real edges', () => {
    fc.assert(
      fc.property(anyGraph, ({ ids, edges, graph }) => {
        const cycle = graph.findCycle();
        expect(cycle === null).toBe(graph.topologicalOrder().length === ids.length);
        if (cycle === null) return;
        expect(cycle.length).toBeGreaterThan(1);
        expect(cycle.at(-1)).toBe(cycle[0]);
        expect(new Set(cycle).size).toBe(cycle.length - 1);
        cycle.slice(1).forEach((to, index) => {
          expect(edges).toContainEqual({ from: cycle[index], to });
        });
      }),
      { numRuns: 500 },
    );
  });
});

it('walks a chain of 100,000 nodes, given backwards, without running out of stack', () => {
  const size = 100_000;
  const ids = Array.from({ length: size }, (_, index) => id(`source.${String(index)}`));
  const edges = ids.slice(1).map((from, index): Edge => ({ from, to: ids[index]! }));
  const chain = Graph.of(ids, edges);
  expect(chain.topologicalOrder()).toEqual(ids.toReversed());
  expect(chain.layers()).toHaveLength(size);
  expect(chain.findCycle()).toBeNull();
  expect(chain.descendantsOf([ids.at(-1)!]).size).toBe(size - 1);
  expect(Graph.of(ids, [...edges, { from: ids[0]!, to: ids.at(-1)! }]).findCycle()).toHaveLength(
    size + 1,
  );
});
