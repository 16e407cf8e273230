import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineDiff } from './line-diff';

const show = (before: string | null, after: string | null) =>
  lineDiff(before, after).map(
    (line) => ({ before: '-', after: '+', both: ' ' })[line.side] + line.text,
  );

describe('lineDiff', () => {
  it('shows the edited line between the lines that stayed', () => {
    expect(show('select *\nfrom a\nwhere x > 1', 'select *\nfrom a\nwhere x > 2')).toEqual([
      ' select *',
      ' from a',
      '-where x > 1',
      '+where x > 2',
    ]);
  });

  it('keeps lines that only moved apart', () => {
    expect(show('a\nb\nc', 'a\nx\nb\ny\nc')).toEqual([' a', '+x', ' b', '+y', ' c']);
  });

  it('shows a text that came or went as a whole', () => {
    expect(show(null, 'a\nb')).toEqual(['+a', '+b']);
    expect(show('a', null)).toEqual(['-a']);
  });

  it('contains both texts, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDiff(before, after);
        const side = (not: 'before' | 'after') =>
          lines
            .filter((line) => line.side !== not)
            .map((line) => line.text)
            .join('\n');
        expect(side('after')).toBe(before);
        expect(side('before')).toBe(after);
      }),
    );
  });
});
