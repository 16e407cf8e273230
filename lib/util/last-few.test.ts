import { expect, it } from 'vitest';
import { LastFew } from './last-few';

it('makes a value once, as long as it is among the last that were asked for', () => {
  const few = new LastFew<string>(2);
  const made: string[] = [];
  const ask = (key: string): string =>
    few.of(key, () => {
      made.push(key);
      return key.toUpperCase();
    });
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map(ask)).toEqual(['A', 'B', 'A', 'C', 'A', 'B']);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});
