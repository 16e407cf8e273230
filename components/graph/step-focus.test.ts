import { describe, expect, it } from 'vitest';
import { Graph } from '@/lib/graph/graph';
import { nodeId } from '@/lib/graph/node-id';
import { stepFocus, type ArrowKey } from './step-focus';

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
const step = (from: typeof a, key: ArrowKey) => stepFocus(from, key, graph, positions);

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
});
