import { expect, it } from 'vitest';
import { isRunId, newRunId } from './run-id';

it('is the local time and four letters, padded so that ids sort by time', () => {
  expect(newRunId(new Date(2026, 0, 3, 9, 5, 2), () => 0)).toBe('20260103_090502_0000');
  expect(newRunId(new Date(2026, 10, 30, 19, 15, 42), () => 0.999_999_999)).toBe(
    '20261130_191542_zzzz',
  );
});

it('makes ids that count as run ids', () => {
  expect(isRunId(newRunId(new Date()))).toBe(true);
});

it.each(['', '..', 'a/b', 'a\\b', 'a.ndjson', 'a\n', 'a b', 'é', 'x'.repeat(81), '%2e%2e', 'a\0'])(
  'never lets %j become part of a path',
  (text) => {
    expect(isRunId(text)).toBe(false);
  },
);
