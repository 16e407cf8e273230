import { expect, it } from 'vitest';
import { belowEachOther, codeDiff } from './code-diff';

const signs = { before: '-', after: '+', both: ' ' };

function show(before: string | null, after: string | null): string[] {
  return belowEachOther(codeDiff(before, after, 'sql')).map(({ side, line }) => {
    const words = line.pieces.map(({ text, changed }) => (changed ? `[${text}]` : text));
    return `${signs[side]}${String(line.number)} ${words.join('')}`;
  });
}

it('puts what went above what came, with the words that differ', () => {
  expect(show('SELECT a,\n  b\nFROM t', 'SELECT a,\n  c\nFROM u')).toEqual([
    ' 1 SELECT a,',
    '-2   [b]',
    '-3 FROM [t]',
    '+2   [c]',
    '+3 FROM [u]',
  ]);
});

it('shows a text that came or went as a whole', () => {
  expect(show(null, 'SELECT 1')).toEqual(['+1 SELECT 1']);
  expect(show('SELECT 1\n', null)).toEqual(['-1 SELECT 1', '-2 ']);
});

it('keeps lines that are on both sides in one place', () => {
  expect(show('a\nb', 'x\na\nb')).toEqual(['+1 x', ' 1 a', ' 2 b']);
});
