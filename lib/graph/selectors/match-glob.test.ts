import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob, matchesPath } from './match-glob';

describe('a glob', () => {
  it.each([
    ['clean_*', 'clean_users', true],
    ['clean_*', 'clean_', true],
    ['clean_*', 'unclean_users', false],
    ['*_users', 'clean_users', true],
    ['*_users', 'clean_users_2', false],
    ['c*n_*s', 'clean_orders', true],
    ['user?', 'users', true],
    ['user?', 'user', false],
    ['us?r*', 'users', true],
    ['*', '', true],
    ['a.c', 'abc', false],
    ['[ab]', 'a', false],
    ['Users', 'users', false],
    ['?', '😀', true],
    ['a**b', 'a/b', true],
  ])('%s on %s: %s', (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected);
  });

  it('agrees with the same pattern as a regular expression', () => {
    const text = (...characters: string[]) =>
      fc.array(fc.constantFrom(...characters), { maxLength: 8 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text('a', 'b', '*', '?'), text('a', 'b'), (pattern, word) => {
        const source = pattern.replaceAll('*', '.*').replaceAll('?', '.');
        expect(matchesGlob(pattern, word)).toBe(new RegExp(`^${source}$`).test(word));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes no longer for many stars', () => {
    expect(matchesGlob(`${'a*'.repeat(40)}b`, 'a'.repeat(10_000))).toBe(false);
  });
});

describe('a path', () => {
  it.each([
    ['seeknal/sources/users.yml', true],
    ['seeknal/sources/*', true],
    ['seeknal/sources', true],
    ['seeknal/sources/', true],
    ['./seeknal', true],
    ['seeknal/*', true],
    ['seeknal/*.yml', false],
    ['seeknal/**/*.yml', true],
    ['**/users.yml', true],
    ['**/sources/**/users.yml', true],
    ['*/users.yml', false],
    ['seeknal/source', false],
    ['sources', false],
    ['seeknal/s*/user?.yml', true],
  ])('%s names seeknal/sources/users.yml or a folder around it: %s', (pattern, expected) => {
    expect(matchesPath(pattern, 'seeknal/sources/users.yml')).toBe(expected);
  });
});
