import { expect, it } from 'vitest';
import { lineDiff } from './line-diff';
import { pairLines } from './pair-lines';

it('sets replaced lines beside each other and numbers both sides', () => {
  const pairs = pairLines(lineDiff('a\nb\nc\nd', 'a\nB\nc\nd\ne'));
  expect(
    pairs.map(({ before, after, changed }) => [
      before === null ? '' : `${String(before.number)}${before.text}`,
      after === null ? '' : `${String(after.number)}${after.text}`,
      changed,
    ]),
  ).toEqual([
    ['1a', '1a', false],
    ['2b', '2B', true],
    ['3c', '3c', false],
    ['4d', '4d', false],
    ['', '5e', true],
  ]);
});
