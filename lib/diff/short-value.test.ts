import { expect, it } from 'vitest';
import { shortValue } from './short-value';

it.each([
  [undefined, '(none)'],
  [null, 'null'],
  ['', ''],
  ['data/users.csv', 'data/users.csv'],
  [false, 'false'],
  [['a', 1], '["a",1]'],
  [{ a: { b: 1 } }, '{"a":{"b":1}}'],
])('says %j inside a sentence as %s', (value, text) => {
  expect(shortValue(value)).toBe(text);
});

it('cuts what is over 60 characters, marked, and leaves 60 as they are', () => {
  expect(shortValue('x'.repeat(60))).toBe('x'.repeat(60));
  expect(shortValue('x'.repeat(61))).toBe(`${'x'.repeat(59)}…`);
});

it('does not cut a character in two', () => {
  const short = shortValue(`${'x'.repeat(58)}🛒${'x'.repeat(10)}`);
  // Half a character can't be encoded.
  expect(encodeURIComponent(short)).toMatch(/%E2%80%A6$/);
  expect(short.length).toBeLessThanOrEqual(60);
});
