import { expect, it } from 'vitest';
import { traceColumn, type ColumnLineage } from './trace-column';

const lineage: ColumnLineage = {
  'source.users': [{ name: 'email', from: [], how: 'same', unknown: null }],
  'source.orders': [{ name: 'amount', from: [], how: 'same', unknown: null }],
  'transform.clean': [
    { name: 'mail', from: [{ node: 'source.users', column: 'EMAIL' }], how: 'same', unknown: null },
    {
      name: 'label',
      from: [
        { node: 'source.users', column: 'email' },
        { node: 'source.orders', column: 'amount' },
      ],
      how: 'computed',
      unknown: null,
    },
  ],
  'model.churn': [
    {
      name: 'x',
      from: [{ node: 'transform.clean', column: 'label' }],
      how: 'same',
      unknown: 'why',
    },
  ],
};

it('follows a column to its sources and to all that is made from it', () => {
  const trace = traceColumn(lineage, { node: 'transform.clean', column: 'label' });
  expect(trace.column?.name).toBe('label');
  expect(trace.upstream).toEqual([
    { node: 'source.users', column: 'email', how: 'computed', depth: 1, unknown: null },
    { node: 'source.orders', column: 'amount', how: 'computed', depth: 1, unknown: null },
  ]);
  expect(trace.downstream).toEqual([
    { node: 'model.churn', column: 'x', how: 'same', depth: 1, unknown: 'why' },
  ]);
});

it('goes over nodes whatever the case of the letters, each column once', () => {
  const trace = traceColumn(lineage, { node: 'source.users', column: 'email' });
  expect(trace.downstream.map(({ node, column, depth }) => [node, column, depth])).toEqual([
    ['transform.clean', 'mail', 1],
    ['transform.clean', 'label', 1],
    ['model.churn', 'x', 2],
  ]);
});
