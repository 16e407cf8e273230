import { expect, it } from 'vitest';
import { parseParams } from './parse-params';

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
