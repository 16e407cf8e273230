import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  bruteAggregate,
  bruteRatio,
  datedRows,
  datedRowsSql,
  rounded,
  rowsWithin,
} from '../../testing/brute-aggregate';
import { ExecutionRig } from '../../testing/execution-rig';
import type { JsonObject } from '../../util/json';

let rig: ExecutionRig;
const inputs = ['aggregation.history'];
const fields = {
  source: 'aggregation.history',
  id_col: 'id',
  feature_date_col: 'day',
  application_date_col: 'cutoff',
};

beforeAll(async () => {
  rig = await ExecutionRig.open();
  await rig.seed(
    'aggregation.history',
    `FROM (VALUES
      ('north', DATE '2026-03-10', DATE '2026-03-10', 1),
      ('north', DATE '2026-03-09', DATE '2026-03-10', 2),
      ('north', DATE '2026-03-03', DATE '2026-03-10', 4),
      ('north', DATE '2026-03-02', DATE '2026-03-10', 8),
      ('north', DATE '2026-03-11', DATE '2026-03-10', 16),
      ('south', DATE '2026-03-11', DATE '2026-03-10', 32)
    ) history(id, day, cutoff, amount)`,
  );
});

afterAll(() => rig.close());

function execute(features: JsonObject, further: JsonObject = {}) {
  return rig.mustExecute(
    'second_order_aggregation.regions',
    { ...fields, features, ...further },
    inputs,
  );
}

it('makes one row an id, with columns named after the source feature', async () => {
  const output = await execute({
    recent: {
      source_feature: 'amount',
      basic: ['sum', 'Mean'],
      window: [1, 7],
      ratio: { numerator: [0, 0], denominator: [1, 7], aggs: ['sum'] },
      since: { condition: "day == DATE '2026-03-11'", aggs: ['count'] },
    },
  });
  expect(await rig.rowsOf('second_order_aggregation.regions')).toEqual([
    {
      id: 'north',
      amount_SUM: 15,
      amount_SUM_1_7: 6,
      amount_MEAN: 3.75,
      amount_MEAN_1_7: 3,
      amount_SUM0_0_SUM1_7: 1 / 6,
      SINCE_COUNT_amount_GEO_D: 1,
    },
    {
      id: 'south',
      amount_SUM: null,
      amount_SUM_1_7: null,
      amount_MEAN: null,
      amount_MEAN_1_7: null,
      amount_SUM0_0_SUM1_7: null,
      SINCE_COUNT_amount_GEO_D: 1,
    },
  ]);
  expect(output).toMatchObject({
    rowCount: 2,
    metadata: {
      engine: 'duckdb',
      source: 'aggregation.history',
      view_name: 'second_order_aggregation.regions',
      features: ['recent'],
      feature_count: 1,
    },
  });
});

it('takes the name of a feature for its column, days written 7d, and functions of DuckDB', async () => {
  await execute({ amount: { basic: ['median'], window: ['1d', '7d'] } });
  expect(await rig.rowsOf('second_order_aggregation.regions')).toEqual([
    { id: 'north', amount_MEDIAN: 3, amount_MEDIAN_1_7: 3 },
    { id: 'south', amount_MEDIAN: null, amount_MEDIAN_1_7: null },
  ]);
});

it('makes a column that two features share once, and refuses one with two meanings', async () => {
  const short = { source_feature: 'amount', basic: ['sum'], window: [0, 1] };
  await execute({ short, long: { ...short, window: [0, 7] } });
  const [north] = await rig.rowsOf('second_order_aggregation.regions');
  expect(north).toEqual({ id: 'north', amount_SUM: 15, amount_SUM_0_1: 3, amount_SUM_0_7: 7 });

  const since = (condition: string) => ({ source_feature: 'amount', since: { condition } });
  const failure = await rig.mustFail(
    'second_order_aggregation.regions',
    { ...fields, features: { few: since('amount < 5'), many: since('amount > 5') } },
    inputs,
  );
  expect(failure).toMatchObject({
    code: 'invalid_config',
    message:
      'In second_order_aggregation.regions, the column SINCE_COUNT_amount_GEO_D would be made twice, in different ways; one of them is in feature "many".',
  });
});

it('warns of what makes no column', async () => {
  rig.logged.length = 0;
  await execute({
    amount: { basic: ['sum'], percentile: [50] },
    idle: { source_feature: 'amount', window: [1, 2] },
  });
  expect(rig.logged).toEqual([
    '"percentile" of feature "amount" isn\'t built in and makes no column.',
    '"window" of feature "idle" makes no column without functions in "basic".',
  ]);
});

it.each<[string, JsonObject, string]>([
  ['a window that is no pair', { features: { amount: { basic: ['sum'], window: 7 } } }, '[1, 7]'],
  [
    'a window the wrong way round',
    { features: { amount: { basic: ['sum'], window: [7, 1] } } },
    'smaller',
  ],
  ['a feature of nothing', { features: { amount: {} } }, 'at least one aggregation type'],
  ['no feature at all', { features: {} }, 'no feature makes a column'],
  [
    'a function that is none',
    { features: { amount: { basic: ['sum(1)); --'] } } },
    "which can't be one",
  ],
  [
    'no application date',
    { features: { amount: { basic: ['sum'] } }, application_date_col: null },
    'application_date_col',
  ],
  [
    'a source that is no input',
    { features: { amount: { basic: ['sum'] } }, source: 'transform.never' },
    'nothing to aggregate',
  ],
])('refuses %s', async (_, config, part) => {
  const failure = await rig.mustFail(
    'second_order_aggregation.regions',
    { ...fields, ...config },
    inputs,
  );
  expect(failure.code).toBe('invalid_config');
  expect(failure.message).toContain(part);
});

it('tells a column that the source lacks', async () => {
  const failure = await rig.mustFail(
    'second_order_aggregation.regions',
    { ...fields, features: { amounts: { basic: ['sum'] } } },
    inputs,
  );
  expect(failure.code).toBe('sql_error');
  expect(failure.message).toContain('amounts');
});

const days = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }))
  .map(([a, b]): [number, number] => [a, a + b]);

it('computes what counting by hand computes, whatever the data', async () => {
  const functions = ['sum', 'mean', 'min', 'max', 'count', 'std'];
  await fc.assert(
    fc.asyncProperty(datedRows, days, days, async (rows, window, other) => {
      await rig.seed('aggregation.history', datedRowsSql(rows));
      await execute({
        value: {
          basic: functions,
          window,
          ratio: { numerator: window, denominator: other, aggs: ['sum', 'count'] },
          since: { condition: 'value >= 0', aggs: ['sum', 'count'] },
        },
      });
      const ids = [...new Set(rows.map(({ id }) => id))].sort();
      const expected = ids.map((id) => {
        const own = rows.filter((row) => row.id === id);
        const inWindow = rowsWithin(own, ...window);
        const inOther = rowsWithin(own, ...other);
        const positive = own.filter(({ value }) => value !== null && value >= 0);
        const row: Record<string, unknown> = { id };
        for (const f of functions) {
          const name = `value_${f.toUpperCase()}`;
          row[name] = bruteAggregate(f, rowsWithin(own, 0, Infinity));
          row[`${name}_${window.join('_')}`] = bruteAggregate(f, inWindow);
        }
        for (const f of ['sum', 'count']) {
          const F = f.toUpperCase();
          row[`value_${F}${window.join('_')}_${F}${other.join('_')}`] = bruteRatio(
            bruteAggregate(f, inWindow),
            bruteAggregate(f, inOther),
          );
          row[`SINCE_${F}_value_GEO_D`] = bruteAggregate(f, positive);
        }
        return row;
      });
      const actual = await rig.rowsOf('second_order_aggregation.regions');
      expect(rounded(actual)).toEqual(rounded(expected));
    }),
    { numRuns: 30 },
  );
});
