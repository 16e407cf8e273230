import { expect, it } from 'vitest';
import { id } from '../testing/manifest-of';
import { fileStemOf, kindOfId, nodeId, parseNodeId, shortNameOf } from './node-id';

it.each([
  'source.users',
  'second_order_aggregation.region_metrics',
  'source.a.b',
  'source.naïve café',
])('reads %s as an id, divided at its first dot', (text) => {
  const parsed = parseNodeId(text);
  expect(parsed).toEqual({ ok: true, value: text });
  expect(nodeId(kindOfId(id(text)), shortNameOf(id(text)))).toBe(text);
});

it('lets a name hold further dots', () => {
  expect(kindOfId(id('source.a.b'))).toBe('source');
  expect(shortNameOf(id('source.a.b'))).toBe('a.b');
});

it.each(['', 'users', '.users', 'source.', '.'])(
  'refuses %j and shows the form of an id',
  (text) => {
    expect(parseNodeId(text)).toEqual({
      ok: false,
      error: `"${text}" is not a node id; expected kind.name, as in source.users`,
    });
  },
);

it('names files with an underscore for every dot', () => {
  expect(fileStemOf(id('source.a.b'))).toBe('source_a_b');
});
