import { expect, it } from 'vitest';
import { parseParams, printParams } from './parse-params';

it('reads parameters as they are typed', () => {
  expect(parseParams('min_amount=5 region="North Sea" day=2026-01-31 strict=true')).toEqual({
    min_amount: 5,
    region: 'North Sea',
    day: '2026-01-31',
    strict: true,
  });
  expect(parseParams('  ')).toEqual({});
});

it('says when something is no parameter', () => {
  expect(parseParams('min_amount')).toBeNull();
  expect(parseParams('a=1 b')).toBeNull();
  expect(parseParams('=1')).toBeNull();
});

it('writes parameters so that they are read as they were', () => {
  const params = {
    text: 'North Sea',
    word: 'north',
    digits: '5',
    number: 5,
    yes: true,
    none: null,
  };
  expect(printParams(params)).toBe(
    'text="North Sea" word=north digits="5" number=5 yes=true none=null',
  );
  expect(parseParams(printParams(params))).toEqual(params);
});
