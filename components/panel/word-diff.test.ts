import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markPieces, wordDiff } from './word-diff';

const cut = (text: string, spans: readonly (readonly [number, number])[]): string[] =>
  spans.map(([from, to]) => text.slice(from, to));

describe('wordDiff', () => {
  it('finds the words of an edited line', () => {
    const [before, after] = ['WHERE amount > 10 AND city', 'WHERE amount > 20 AND city'];
    const spans = wordDiff(before, after);
    expect(cut(before, spans.before)).toEqual(['10']);
    expect(cut(after, spans.after)).toEqual(['20']);
  });

  it('marks nothing in lines that have little in common', () => {
    expect(wordDiff('SELECT a', 'drop the table of everything')).toEqual({ before: [], after: [] });
  });

  it('gives up on lines of thousands of words that all differ', () => {
    const words = (letter: string): string =>
      Array.from({ length: 5000 }, (_, index) => `${letter}${String(index)}`).join(' ');
    expect(wordDiff(words('a'), words('b'))).toEqual({ before: [], after: [] });
  });
});

describe('markPieces', () => {
  it('cuts pieces at the words that differ', () => {
    const pieces = [
      { tone: 'word', text: 'WHERE' },
      { tone: 'plain', text: ' a > ' },
      { tone: 'number', text: '10' },
    ] as const;
    expect(
      markPieces(pieces, [[7, 11]]).map(({ text, changed }) => (changed ? `[${text}]` : text)),
    ).toEqual(['WHERE', ' a', '[ > ]', '[1]', '0']);
  });

  it('loses and adds no character, and marks exactly the stretches', () => {
    const pieces = fc.array(fc.record({ tone: fc.constant('plain' as const), text: fc.string() }));
    const spans = fc
      .uniqueArray(fc.nat(60), { maxLength: 8 })
      .map((ends) => ends.toSorted((a, b) => a - b))
      .map((ends) =>
        ends.flatMap((from, index) => {
          const to = ends[index + 1];
          return index % 2 === 0 && to !== undefined ? [[from, to] as const] : [];
        }),
      );
    fc.assert(
      fc.property(pieces, spans, (line, wanted) => {
        const text = line.map((piece) => piece.text).join('');
        const marked = markPieces(line, wanted);
        expect(marked.map((piece) => piece.text).join('')).toBe(text);
        const found = marked.filter(({ changed }) => changed).map((piece) => piece.text);
        expect(found.join('')).toBe(cut(text, wanted).join(''));
      }),
    );
  });
});
