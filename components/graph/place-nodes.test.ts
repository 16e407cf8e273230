import { describe, expect, it } from 'vitest';
import { Graph } from '@/lib/graph/graph';
import { nodeId } from '@/lib/graph/node-id';
import { placeNodes } from './place-nodes';
import { toFlowEdges } from './to-flow';

describe('placeNodes', () => {
  it('gives the wire that passes a layer its bends, by the name that the canvas knows it by', () => {
    const [first, second, third] = [nodeId('a', '1'), nodeId('a', '2'), nodeId('a', '3')];
    const edges = [
      { from: first, to: second },
      { from: second, to: third },
      { from: first, to: third },
    ];
    const { positions, routes } = placeNodes(Graph.of([first, second, third], edges));
    expect(positions.size).toBe(3);
    const bends = toFlowEdges(edges, routes, null).map((edge) => edge.data?.points.length);
    expect(bends).toEqual([0, 0, 2]);
  });
});
