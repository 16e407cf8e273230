import { expect, it } from 'vitest';
import { violatingRows } from './violating-rows';

it('finds the rows that break a rule or an audit in what a node tells of itself', () => {
  expect(violatingRows({ violations: 3, sample: [{ id: 1, city: null }] })).toEqual([
    { title: '', violations: 3, sample: { columns: ['id', 'city'], rows: [['1', null]] } },
  ]);
  const audits = [
    { audit_type: 'unique', columns: ['a', 'b'], failing_rows: 2, sample: [{ a: { x: 1 } }] },
    { audit_type: 'row_count', columns: [], failing_rows: 9 },
  ];
  expect(violatingRows({ audits })).toEqual([
    { title: 'unique (a, b)', violations: 2, sample: { columns: ['a'], rows: [['{"x":1}']] } },
  ]);
  expect(violatingRows({})).toEqual([]);
});
