import { expect, it } from 'vitest';
import { Graph } from '@/lib/graph/graph';
import { nodeId } from '@/lib/graph/node-id';
import { betweenIn, withPath } from './selection-steps';

const idOf = (name: string) => nodeId('transform', name);
const [a, b, c, d, e] = [idOf('a'), idOf('b'), idOf('c'), idOf('d'), idOf('e')] as const;

/** a → b → d, a → c → d; e alone. */
const graph = Graph.of(
  [a, b, c, d, e],
  [
    { from: a, to: b },
    { from: a, to: c },
    { from: b, to: d },
    { from: c, to: d },
  ],
);

it('takes all ways, whichever end was first, with the node itself as the last', () => {
  expect(withPath(betweenIn(graph), [a], d)).toEqual([a, b, c, d]);
  expect(withPath(betweenIn(graph), [d], a)).toEqual([d, b, c, a]);
});

it('adds the node alone where no way leads, or nothing was selected', () => {
  expect(withPath(betweenIn(graph), [a], e)).toEqual([a, e]);
  expect(withPath(betweenIn(graph), [], e)).toEqual([e]);
});
