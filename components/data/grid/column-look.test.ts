import { expect, it } from 'vitest';
import { isNestedType, isNumberType, shortType, widthOf } from './column-look';

it('tells numbers and nested values by their type', () => {
  expect(
    ['BIGINT', 'DECIMAL(18,4)', 'UTINYINT', 'VARCHAR', 'INTEGER[]', 'DATE'].map(isNumberType),
  ).toEqual([true, true, true, false, false, false]);
  expect(
    ['STRUCT("a" INTEGER)', 'INTEGER[]', 'DOUBLE[3]', 'MAP(VARCHAR, INTEGER)', 'VARCHAR'].map(
      isNestedType,
    ),
  ).toEqual([true, true, true, true, false]);
});

it('shortens types to what a header has room for', () => {
  expect(
    [
      'STRUCT("a" INTEGER)',
      'STRUCT("a" INTEGER)[]',
      'TIMESTAMP WITH TIME ZONE',
      'DECIMAL(18,4)',
      "ENUM('a', 'b')",
    ].map(shortType),
  ).toEqual(['STRUCT', 'STRUCT[]', 'TIMESTAMPTZ', 'DECIMAL(18,4)', 'ENUM']);
});

it('makes a column as wide as its values, within bounds', () => {
  const column = { name: 'id', type: 'BIGINT' };
  expect(widthOf(column, ['1', null])).toBe(105);
  expect(widthOf(column, ['x'.repeat(30)])).toBe(246);
  expect(widthOf(column, ['x'.repeat(3000)])).toBe(340);
});
