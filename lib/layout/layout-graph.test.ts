import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph';
import type { NodeId } from '../graph/node-id';
import { id, manifestOf } from '../testing/manifest-of';
import { randomDag } from '../testing/random-dag';
import type { Point } from './geometry';
import { layoutGraph, type Layout, type LayoutOptions } from './layout-graph';

const options: LayoutOptions = {
  nodeSize: { width: 200, height: 80 },
  spacing: { layer: 100, card: 20, wire: 10 },
};
const { nodeSize, spacing } = options;

function layoutOf(upstreamsOf: Readonly<Record<string, readonly string[]>>): Layout {
  return layoutGraph(manifestOf(upstreamsOf).graph, options);
}

function at(layout: Layout, node: string): Point {
  return layout.positions.get(id(node))!;
}

function edgesOf(graph: Graph): { from: NodeId; to: NodeId }[] {
  return graph.ids.flatMap((from) => graph.downstreamOf(from).map((to) => ({ from, to })));
}

/** All points of a wire: where it leaves a card, its bends, where it arrives. */
function wireOf(layout: Layout, from: NodeId, to: NodeId): Point[] {
  const start = layout.positions.get(from)!;
  const end = layout.positions.get(to)!;
  const route = layout.routes.find((one) => one.from === from && one.to === to);
  return [
    { x: start.x + nodeSize.width, y: start.y + nodeSize.height / 2 },
    ...(route?.points ?? []),
    { x: end.x, y: end.y + nodeSize.height / 2 },
  ];
}

describe('layoutGraph', () => {
  it('draws nothing for nothing', () => {
    expect(layoutOf({})).toEqual({ positions: new Map(), routes: [], width: 0, height: 0 });
  });

  it('draws a chain as one straight line', () => {
    const layout = layoutOf({ 'a.1': [], 'a.2': ['a.1'], 'a.3': ['a.2'] });
    expect([...layout.positions.values()]).toEqual([
      { x: 0, y: 0 },
      { x: 300, y: 0 },
      { x: 600, y: 0 },
    ]);
    expect(layout).toMatchObject({ routes: [], width: 800, height: 80 });
  });

  it('puts what reads two nodes between them', () => {
    const layout = layoutOf({ 'a.1': [], 'a.2': [], 'a.both': ['a.1', 'a.2'] });
    expect(at(layout, 'a.1')).toEqual({ x: 0, y: 0 });
    expect(at(layout, 'a.2')).toEqual({ x: 0, y: 100 });
    expect(at(layout, 'a.both')).toEqual({ x: 300, y: 50 });
  });

  it('spreads what reads one node evenly around it', () => {
    const readers = Object.fromEntries(['1', '2', '3', '4'].map((name) => [`b.${name}`, ['a.1']]));
    const layout = layoutOf({ 'a.1': [], ...readers });
    expect(at(layout, 'a.1').y).toBe(150);
    expect(Object.keys(readers).map((node) => at(layout, node).y)).toEqual([0, 100, 200, 300]);
  });

  it('keeps chains straight beside each other, also where a wire joins them', () => {
    const layout = layoutOf({
      'a.1': [],
      'a.2': ['a.1'],
      'a.3': ['a.2'],
      'a.4': ['a.3'],
      'b.1': [],
      'b.2': ['b.1'],
      'b.3': ['b.2', 'a.2'],
      'b.4': ['b.3'],
    });
    const heights = (chain: string) =>
      new Set(['1', '2', '3', '4'].map((name) => at(layout, `${chain}.${name}`).y));
    expect([heights('a').size, heights('b').size]).toEqual([1, 1]);
  });

  it('leads a long wire past the cards on its way, level and not behind them', () => {
    const layout = layoutOf({
      'a.1': [],
      'a.2': ['a.1'],
      'a.3': ['a.2'],
      'a.4': ['a.3', 'a.1'],
    });
    expect(layout.routes).toHaveLength(1);
    const [route] = layout.routes;
    expect(route).toMatchObject({ from: 'a.1', to: 'a.4' });
    expect(route!.points).toEqual([
      { x: 300, y: route!.points[0]!.y },
      { x: 800, y: route!.points[0]!.y },
    ]);
    expect(at(layout, 'a.2').y).toBe(at(layout, 'a.3').y);
  });

  it('lets the wires of a node run as one until they branch off', () => {
    const layout = layoutOf({
      'a.1': [],
      'a.2': ['a.1'],
      'a.3': ['a.2', 'a.1'],
      'a.4': ['a.3', 'a.1'],
    });
    const [short, long] = layout.routes;
    expect(short!.points[0]).toEqual(long!.points[0]);
  });

  it('keeps separate pipelines apart and side by side', () => {
    const layout = layoutOf({ 'a.1': [], 'a.2': ['a.1'], 'b.1': [], 'b.2': ['b.1'], 'c.1': [] });
    expect(at(layout, 'a.1').y).toBe(at(layout, 'a.2').y);
    expect(at(layout, 'b.1').y).toBe(at(layout, 'b.2').y);
    expect(Math.abs(at(layout, 'a.1').y - at(layout, 'b.1').y)).toBe(120);
  });

  it('places the nodes of a cycle too, and leads the closing wire back below the cards', () => {
    const layout = layoutOf({ 'a.1': ['a.3'], 'a.2': ['a.1'], 'a.3': ['a.2'], 'a.4': ['a.3'] });
    expect(['a.1', 'a.2', 'a.3', 'a.4'].map((node) => at(layout, node).x)).toEqual([
      0, 300, 600, 900,
    ]);
    const [back] = layout.routes;
    expect(back).toMatchObject({ from: 'a.3', to: 'a.1' });
    expect(back!.points[1]!.y).toBeGreaterThan(80);
    expect(layout.height).toBeGreaterThanOrEqual(back!.points[1]!.y);
  });

  it('draws a chain of 30,000 nodes', () => {
    const ids = Array.from({ length: 30_000 }, (_, index) => id(`a.${index}`));
    const edges = ids.slice(1).map((to, index) => ({ from: ids[index]!, to }));
    expect(layoutGraph(Graph.of(ids, edges), options)).toMatchObject({
      width: 30_000 * 300 - 100,
      height: 80,
    });
  });

  it('draws what all nodes of a long chain read without a lane for each of its wires', () => {
    const ids = Array.from({ length: 2_000 }, (_, index) => id(`a.${index}`));
    const chain = ids.slice(1).map((to, index) => ({ from: ids[index]!, to }));
    const fromFirst = ids.slice(2).map((to) => ({ from: ids[0]!, to }));
    const layout = layoutGraph(Graph.of(ids, [...chain, ...fromFirst]), options);
    expect(layout.routes).toHaveLength(fromFirst.length);
    expect(layout.height).toBeLessThan(3 * 80);
  });

  it('does not let a node that is added turn the others around', () => {
    const upstreamsOf = {
      'a.1': [],
      'a.2': [],
      'b.1': ['a.1'],
      'b.2': ['a.1', 'a.2'],
      'b.3': ['a.2'],
      'c.1': ['b.1', 'b.2'],
      'c.2': ['b.3'],
    };
    const before = layoutOf(upstreamsOf);
    const after = layoutOf({ ...upstreamsOf, 'c.3': ['b.2'] });
    for (const layer of [
      ['a.1', 'a.2'],
      ['b.1', 'b.2', 'b.3'],
      ['c.1', 'c.2'],
    ]) {
      const downwards = (layout: Layout) =>
        layer.toSorted((a, b) => at(layout, a).y - at(layout, b).y);
      expect(downwards(after)).toEqual(downwards(before));
    }
  });
});

describe('any layout', () => {
  const anyGraph = randomDag(40).map((manifest) => manifest.graph);

  it('places every node inside the drawing', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const layout = layoutGraph(graph, options);
        expect([...layout.positions.keys()].sort()).toEqual([...graph.ids].sort());
        const outside = [...layout.positions.values()].filter(
          ({ x, y }) =>
            x < 0 ||
            y < 0 ||
            x + nodeSize.width > layout.width ||
            y + nodeSize.height > layout.height,
        );
        expect(outside).toEqual([]);
      }),
    );
  });

  it('leads every edge to a later layer', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const { positions } = layoutGraph(graph, options);
        const step = nodeSize.width + spacing.layer;
        const backward = edgesOf(graph).filter(
          ({ from, to }) => positions.get(to)!.x < positions.get(from)!.x + step,
        );
        expect(backward).toEqual([]);
      }),
    );
  });

  it('keeps cards apart', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const places = [...layoutGraph(graph, options).positions];
        const tooClose = places.flatMap(([a, first], index) =>
          places
            .slice(index + 1)
            .filter(
              ([, second]) =>
                Math.abs(first.x - second.x) < nodeSize.width + spacing.layer &&
                Math.abs(first.y - second.y) < nodeSize.height + spacing.card,
            )
            .map(([b]) => [a, b]),
        );
        expect(tooClose).toEqual([]);
      }),
    );
  });

  it('lets no wire touch a card on its way', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const layout = layoutGraph(graph, options);
        const cards = [...layout.positions.values()];
        const touched = edgesOf(graph).flatMap(({ from, to }) => {
          const points = wireOf(layout, from, to);
          return points.slice(1).flatMap((end, index) => {
            const start = points[index]!;
            // A bend turns within the box of its two ends.
            const [top, bottom] = [Math.min(start.y, end.y), Math.max(start.y, end.y)];
            return cards.filter(
              ({ x, y }) =>
                x < end.x &&
                x + nodeSize.width > start.x &&
                y <= bottom &&
                y + nodeSize.height >= top,
            );
          });
        });
        expect(touched).toEqual([]);
      }),
    );
  });

  it('keeps the wires of different nodes apart where they pass a layer', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const step = nodeSize.width + spacing.layer;
        const passing = layoutGraph(graph, options).routes.flatMap(({ from, points }) =>
          points.flatMap((end, index) => {
            const start = points[index - 1];
            if (start === undefined || start.y !== end.y) return [];
            const layers = Math.ceil((end.x - start.x) / step);
            return Array.from({ length: layers }, (_, i) => ({
              from,
              x: start.x + i * step,
              y: end.y,
            }));
          }),
        );
        const tooClose = passing.filter((one) =>
          passing.some(
            (other) =>
              other.from !== one.from &&
              other.x === one.x &&
              Math.abs(other.y - one.y) < spacing.wire,
          ),
        );
        expect(tooClose).toEqual([]);
      }),
    );
  });

  it('is the same for the same graph, in whichever order its edges were found', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const again = Graph.of(graph.ids, edgesOf(graph).reverse());
        expect(layoutGraph(again, options)).toEqual(layoutGraph(graph, options));
      }),
    );
  });
});
