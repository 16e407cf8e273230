import { expect, it } from 'vitest';
import { nearMatches } from './near-matches';

it.each([
  ['a missing letter', 'source.user', 'source.users'],
  ['a letter too much', 'kindd', 'kind'],
  ['another letter', 'sourze', 'source'],
  ['capitals', 'Source', 'source'],
])('finds the word behind %s', (_, typed, meant) => {
  expect(nearMatches(typed, [meant, 'something else'])).toEqual([meant]);
});

it('does not guess from far away', () => {
  expect(nearMatches('tags', ['name', 'kind', 'owner'])).toEqual([]);
  expect(nearMatches('', ['name'])).toEqual([]);
});

it('gives the nearest first, each once and three at most', () => {
  expect(
    nearMatches('source.user', [
      'source.usage',
      'source.users',
      'source.users',
      'source.used',
      'source.uses',
    ]),
  ).toEqual(['source.used', 'source.users', 'source.uses']);
});
