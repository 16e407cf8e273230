import { expect, it } from 'vitest';
import { moveCell } from './move-cell';

const size = { rows: 1_000_000, columns: 5, page: 20 };
const go = (key: string, from = { row: 10, column: 2 }, ctrlKey = false) =>
  moveCell(from, { key, ctrlKey, metaKey: false }, size);

it('moves by cells, pages and to the ends', () => {
  expect(go('ArrowDown')).toEqual({ row: 11, column: 2 });
  expect(go('ArrowLeft')).toEqual({ row: 10, column: 1 });
  expect(go('PageDown')).toEqual({ row: 30, column: 2 });
  expect(go('PageUp')).toEqual({ row: 0, column: 2 });
  expect(go('Home')).toEqual({ row: 10, column: 0 });
  expect(go('End', undefined, true)).toEqual({ row: 999_999, column: 4 });
  expect(go('Home', undefined, true)).toEqual({ row: 0, column: 0 });
});

it('goes up into the header and left onto the number of the row, and no further', () => {
  expect(go('ArrowUp', { row: 0, column: 0 })).toEqual({ row: -1, column: 0 });
  expect(go('ArrowUp', { row: -1, column: 0 })).toEqual({ row: -1, column: 0 });
  expect(go('ArrowLeft', { row: 0, column: 0 })).toEqual({ row: 0, column: -1 });
  expect(go('ArrowDown', { row: 999_999, column: 0 })).toEqual({ row: 999_999, column: 0 });
});

it('leaves other keys alone', () => {
  expect(go('a')).toBeNull();
  expect(go('Tab')).toBeNull();
});
