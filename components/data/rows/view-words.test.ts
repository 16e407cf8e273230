import { describe, expect, it } from 'vitest';
import { nextSort } from './next-sort';
import { sqlOfView } from './sql-of-view';

describe('a click on a header', () => {
  it('sorts, turns round, and stops', () => {
    const once = nextSort([], 'a', false);
    expect(once).toEqual([{ column: 'a', descending: false }]);
    const twice = nextSort(once, 'a', false);
    expect(twice).toEqual([{ column: 'a', descending: true }]);
    expect(nextSort(twice, 'a', false)).toEqual([]);
    expect(nextSort(twice, 'b', false)).toEqual([{ column: 'b', descending: false }]);
  });

  it('with Shift keeps what was sorted before', () => {
    const a = { column: 'a', descending: true };
    expect(nextSort([a], 'b', true)).toEqual([a, { column: 'b', descending: false }]);
    expect(nextSort([a, { column: 'b', descending: false }], 'a', true)).toEqual([
      { column: 'b', descending: false },
    ]);
  });
});

it('writes a view as SQL that a person would write', () => {
  expect(
    sqlOfView('source.users', {
      columns: ['id', 'Full Name', 'order'],
      filters: [
        { column: 'name', operator: 'contains', value: "O'Neil" },
        { column: 'age', operator: 'ge', value: '18' },
        { column: null, operator: 'contains', value: 'x' },
      ],
      sort: [{ column: 'age', descending: true }],
    }),
  ).toBe(`SELECT id, "Full Name", "order"
FROM source.users
WHERE contains(lower(name::VARCHAR), 'o''neil')
  AND age >= '18'
  AND true /* any column contains x */
ORDER BY age DESC
LIMIT 1000`);
});
