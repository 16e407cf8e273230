import { expect, it } from 'vitest';
import { settledAtMs } from './settled-at';

it.each([
  ['a disk that counts milliseconds', 1000.5, 1234.25, 1284.25],
  ['a disk that counts seconds', 1000, 4000, 6000],
  ['a file whose time was set into the future', 9000, 1234.25, 9050],
])('on %s', (_, modifiedMs, changedMs, expected) => {
  expect(settledAtMs(modifiedMs, changedMs)).toBe(expected);
});
