import { describe, expect, it } from 'vitest';
import { Graph } from '@/lib/graph/graph';
import { nodeId } from '@/lib/graph/node-id';
import { stepFocus, type ArrowKey, type Surroundings } from './step-focus';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => nodeId('source', name)) as [
  ReturnType<typeof nodeId>,
  ReturnType<typeof nodeId>,
  ReturnType<typeof nodeId>,
  ReturnType<typeof nodeId>,
];
// a and b in the first layer, c and d in the second; c reads both.
const graph = Graph.of(
  [a, b, c, d],
  [
    { from: a, to: c },
    { from: b, to: c },
  ],
);
const positions = new Map([
  [a, { x: 0, y: 0 }],
  [b, { x: 0, y: 100 }],
  [c, { x: 300, y: 90 }],
  [d, { x: 300, y: 200 }],
]);
const byId = new Map<string, { x: number; y: number }>(positions);
const around: Surroundings = {
  direction: 'LR',
  upstreamOf: (id) => graph.upstreamOf(id as typeof a),
  downstreamOf: (id) => graph.downstreamOf(id as typeof a),
  layerOf: (id) => graph.ids.filter((other) => byId.get(other)?.x === byId.get(id)?.x),
  placeOf: (id) => byId.get(id) ?? null,
};
const step = (from: typeof a, key: ArrowKey) => stepFocus(from, key, around);

describe('stepFocus', () => {
  it('goes along edges to the nearest upstream and downstream node', () => {
    expect(step(c, 'ArrowLeft')).toBe(b);
    expect(step(a, 'ArrowRight')).toBe(c);
  });

  it('goes up and down within a layer', () => {
    expect(step(a, 'ArrowDown')).toBe(b);
    expect(step(d, 'ArrowUp')).toBe(c);
  });

  it('stays where it is at the border and beside nodes without edges', () => {
    expect(step(a, 'ArrowUp')).toBeNull();
    expect(step(a, 'ArrowLeft')).toBeNull();
    expect(step(d, 'ArrowLeft')).toBeNull();
  });

  it('follows the flow from top to bottom too', () => {
    const turned: Surroundings = {
      ...around,
      direction: 'TB',
      placeOf: (id) => {
        const place = byId.get(id);
        return place === undefined ? null : { x: place.y, y: place.x };
      },
    };
    expect(stepFocus(a, 'ArrowDown', turned)).toBe(c);
    expect(stepFocus(c, 'ArrowUp', turned)).toBe(b);
    expect(stepFocus(a, 'ArrowRight', turned)).toBe(b);
  });
});
