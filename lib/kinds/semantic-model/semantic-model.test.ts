import { afterAll, beforeAll, expect, it } from 'vitest';
import { ExecutionRig } from '../../testing/execution-rig';

let rig: ExecutionRig;

beforeAll(async () => {
  rig = await ExecutionRig.open();
  await rig.seed('transform.orders', 'SELECT 1 AS order_id');
});

afterAll(() => rig.close());

const sound = {
  model: "ref('transform.orders')",
  default_time_dimension: 'day',
  entities: [{ name: 'order_id', type: 'primary' }],
  dimensions: [{ name: 'day', type: 'time', time_granularity: 'day' }],
  measures: [
    { name: 'revenue', expr: 'amount', agg: 'sum' },
    { name: 'orders', agg: 'count' },
  ],
  joins: [{ name: 'users', relationship: 'many_to_one', sql: '{CUBE}.u = {users}.u' }],
  metrics: [{ name: 'total', type: 'simple', measure: 'revenue' }],
};

it('counts what a model defines, and makes no data', async () => {
  expect(await rig.mustExecute('semantic_model.orders', sound, ['transform.orders'])).toEqual({
    rowCount: 0,
    outputPath: null,
    metadata: {
      model_ref: 'transform.orders',
      entity_count: 1,
      dimension_count: 1,
      measure_count: 2,
      metric_count: 1,
    },
  });
});

it('succeeds with a warning for everything that is odd', async () => {
  const output = await rig.mustExecute(
    'semantic_model.orders',
    {
      ...sound,
      default_time_dimension: 'week',
      entities: [{ name: 'order_id', type: 'main' }],
      measures: [{ name: 'revenue', agg: 'total' }, { name: 'revenue' }],
      metrics: [{ name: 'share', type: 'ratio', numerator: 'revenue' }],
    },
    ['transform.orders'],
  );
  expect(output.metadata['validation_warnings']).toEqual([
    'The measure "revenue" is defined twice.',
    'The entity "order_id" has the type "main"; it is primary, foreign, unique.',
    'The measure "revenue" has the agg "total"; it is sum, count, count_distinct, average, avg, min, max.',
    'The measure "revenue" lacks "agg".',
    'The default_time_dimension "week" is no dimension of type time.',
    'Metric "share" of type ratio lacks "denominator".',
  ]);
  expect(rig.logged).toHaveLength(6);
});
