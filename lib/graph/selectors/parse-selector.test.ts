import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSelector } from './parse-selector';
import { printSelector } from './print-selector';
import { stateWords, statusWords, type Condition, type Selector, type Term } from './selector';

const parsed = (text: string): Selector => {
  const selector = parseSelector(text);
  if (!selector.ok) throw new Error(`${text}: ${selector.error.message}`);
  return selector.value;
};

/** The selector without its positions. */
const meaning = (selector: Selector) =>
  selector.branches.map((terms) => terms.map(({ condition, reach }) => ({ condition, reach })));

const own = { type: 'hops', upstream: 0, downstream: 0 } as const;
const named = (pattern: string, reach: Term['reach'] = own) => ({
  condition: { by: 'name', pattern } as const,
  reach,
});

describe('parseSelector', () => {
  it.each<[string, ReturnType<typeof meaning>]>([
    ['users', [[named('users')]]],
    ['source.users', [[named('source.users')]]],
    ['+x', [[named('x', { type: 'hops', upstream: Infinity, downstream: 0 })]]],
    ['x+', [[named('x', { type: 'hops', upstream: 0, downstream: Infinity })]]],
    ['+x+', [[named('x', { type: 'hops', upstream: Infinity, downstream: Infinity })]]],
    ['2+x+1', [[named('x', { type: 'hops', upstream: 2, downstream: 1 })]]],
    ['@x', [[named('x', { type: 'self_contained' })]]],
    ['2x', [[named('2x')]]],
    ['a b', [[named('a')], [named('b')]]],
    ['a,b', [[named('a'), named('b')]]],
    [' a , b\tc\n', [[named('a'), named('b')], [named('c')]]],
    [
      'a+ , +b',
      [
        [
          named('a', { type: 'hops', upstream: 0, downstream: Infinity }),
          named('b', { type: 'hops', upstream: Infinity, downstream: 0 }),
        ],
      ],
    ],
    ['kind:transform', [[{ condition: { by: 'kind', pattern: 'transform' }, reach: own }]]],
    ['type:transform', [[{ condition: { by: 'kind', pattern: 'transform' }, reach: own }]]],
    ['tag:daily', [[{ condition: { by: 'tag', pattern: 'daily' }, reach: own }]]],
    ['owner:@data', [[{ condition: { by: 'owner', pattern: '@data' }, reach: own }]]],
    ['path:a/*:b', [[{ condition: { by: 'path', pattern: 'a/*:b' }, reach: own }]]],
    ['status:failed', [[{ condition: { by: 'status', word: 'failed' }, reach: own }]]],
    ['result:failed', [[{ condition: { by: 'status', word: 'failed' }, reach: own }]]],
    ['state:modified.sql', [[{ condition: { by: 'state', word: 'modified.sql' }, reach: own }]]],
    ['owner:"Data, Team"', [[{ condition: { by: 'owner', pattern: 'Data, Team' }, reach: own }]]],
    [
      `1+'a "b"+\\'c\\''+`,
      [[named(`a "b"+'c'`, { type: 'hops', upstream: 1, downstream: Infinity })]],
    ],
    ['"tag:x"', [[named('tag:x')]]],
  ])('reads %s', (text, expected) => {
    expect(meaning(parsed(text))).toEqual(expected);
  });

  it('knows where each term stands', () => {
    expect(
      parsed('  +users ,tag:daily  "a b"+')
        .branches.flat()
        .map(({ at }) => at),
    ).toEqual([
      { start: 2, end: 8 },
      { start: 10, end: 19 },
      { start: 21, end: 27 },
    ]);
  });

  it.each([
    ['', 'empty', 0, 0, 'The selector is empty.'],
    ['   ', 'empty', 0, 3, 'The selector is empty.'],
    ['a,', 'syntax', 1, 2, 'A comma must stand between two terms.'],
    [',a', 'syntax', 0, 1, 'A comma must stand between two terms.'],
    ['a, ,b', 'syntax', 3, 4, 'A comma must stand between two terms.'],
    ['b +', 'syntax', 3, 3, 'Expected the name of a node here.'],
    ['@ x', 'syntax', 1, 1, 'Expected the name of a node here.'],
    ['tag: daily', 'syntax', 4, 4, 'Expected a value after "tag:".'],
    ['owner:""', 'syntax', 6, 8, 'Expected a value after "owner:".'],
    ['a owner:"Data', 'syntax', 8, 13, 'This quote is never closed.'],
    ['a "b"c', 'syntax', 5, 6, 'Expected a space or a comma here.'],
    ['owner:a+b@c.org', 'syntax', 8, 15, 'Expected a space or a comma here.'],
    ['@x+', 'syntax', 0, 3, '"@" already takes everything downstream.'],
    ['a kidn:transform', 'unknown_method', 2, 7, '"kidn:" is not a condition.'],
    ['+state:chnaged', 'unknown_word', 7, 14, '"chnaged" is not a state.'],
    ['status:borked', 'unknown_word', 7, 13, '"borked" is not a status.'],
  ])('refuses %j as %s', (text, code, start, end, message) => {
    expect(parseSelector(text)).toMatchObject({
      ok: false,
      error: { code, at: { start, end }, message },
    });
  });

  it.each([
    ['kinds:x', 'Did you mean kind:?'],
    ['tags:x', 'Did you mean tag:?'],
    ['state:chnaged', 'Did you mean changed?'],
    ['status:borked', 'Expected one of pending, running, success, failed, cached, skipped.'],
  ])('says for %s: %s', (text, hint) => {
    expect(parseSelector(text)).toMatchObject({ ok: false, error: { hint } });
  });

  it('reads a very long selector without delay or overflow', () => {
    const names = Array.from({ length: 50_000 }, (_, index) => `n${String(index)}`);
    expect(parsed(names.join(' ')).branches).toHaveLength(50_000);
    expect(parsed(names.join(',')).branches[0]).toHaveLength(50_000);
    expect(parseSelector(`"${'\\"'.repeat(100_000)}`).ok).toBe(false);
  });
});

const pattern = fc.oneof(
  fc.stringMatching(/^[a-z*?._/@:+"'\\, -]{1,8}$/),
  fc.string({ minLength: 1, maxLength: 8 }),
  fc.string({ minLength: 1, maxLength: 4, unit: 'binary' }),
);
const hops = fc.oneof(fc.nat(12), fc.constant(Infinity), fc.constant(1e22));
const condition = fc.oneof(
  fc.record({
    by: fc.constantFrom<'name' | 'kind' | 'tag' | 'owner' | 'path'>(
      ...(['name', 'kind', 'tag', 'owner', 'path'] as const),
    ),
    pattern,
  }),
  fc.record({ by: fc.constant('status' as const), word: fc.constantFrom(...statusWords) }),
  fc.record({ by: fc.constant('state' as const), word: fc.constantFrom(...stateWords) }),
) satisfies fc.Arbitrary<Condition>;
const anySelector: fc.Arbitrary<Selector> = fc
  .array(
    fc.array(
      fc.record({
        condition,
        reach: fc.oneof(
          fc.record({ type: fc.constant('hops' as const), upstream: hops, downstream: hops }),
          fc.constant({ type: 'self_contained' as const }),
        ),
        at: fc.constant({ start: 0, end: 0 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((branches) => ({ branches }));

describe('printSelector', () => {
  it('prints what parses back to the same selector, whatever characters are in it', () => {
    fc.assert(
      fc.property(anySelector, (selector) => {
        expect(meaning(parsed(printSelector(selector)))).toEqual(meaning(selector));
      }),
      { numRuns: 1000 },
    );
  });

  it('quotes only where that is needed', () => {
    expect(printSelector(parsed(`2+'users'+1 , type:"rule"  owner:"A B"  @'x'`))).toBe(
      '2+users+1,kind:rule owner:"A B" @x',
    );
  });
});

it('every text either parses or tells a place inside it', () => {
  const piece = fc.constantFrom(
    ...['a', '+', '@', ',', ' ', '"', "'", '\\', ':', 'tag:', 'state:new', '1', '*'],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const selector = parseSelector(text);
      if (selector.ok) {
        for (const { at } of selector.value.branches.flat()) {
          expect(parsed(text.slice(at.start, at.end)).branches.flat()).toHaveLength(1);
        }
      } else {
        const { start, end } = selector.error.at;
        expect(0 <= start && start <= end && end <= text.length).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});
