import { afterAll, beforeAll, expect, it } from 'vitest';
import { ExecutionRig } from '../../testing/execution-rig';
import type { JsonObject } from '../../util/json';

let rig: ExecutionRig;

beforeAll(async () => {
  rig = await ExecutionRig.open();
});

afterAll(() => rig.close());

it.each<[JsonObject]>([
  [{ type: 'simple', measure: 'revenue', filter: "city = 'Bandung'" }],
  [{ type: 'ratio', numerator: 'revenue', denominator: 'orders' }],
  [{ type: 'cumulative', measure: 'revenue', grain_to_date: 'month' }],
  [{ type: 'derived', expr: 'a - b', inputs: [{ metric: 'a' }, { metric: 'b', alias: 'b' }] }],
])('takes %o as sound, and makes no data', async (config) => {
  expect(await rig.mustExecute('metric.m', config)).toEqual({
    rowCount: 0,
    outputPath: null,
    metadata: { metric_type: config['type'] },
  });
});

it.each<[JsonObject, string[]]>([
  [
    { type: 'sum' },
    ['Metric "m" is of the unknown type "sum"; the types are simple, ratio, cumulative, derived.'],
  ],
  [
    { type: 'derived' },
    ['Metric "m" of type derived lacks "expr".', 'Metric "m" of type derived lacks "inputs".'],
  ],
  [
    { type: 'cumulative', measure: 'revenue', grain_to_date: 'week' },
    ['Metric "m" has the grain_to_date "week"; it is month, quarter, year.'],
  ],
])('succeeds with warnings for %o', async (config, warnings) => {
  const output = await rig.mustExecute('metric.m', config);
  expect(output.metadata['validation_warnings']).toEqual(warnings);
});

it('may name a semantic model as its input, which has no rows', async () => {
  const config = { type: 'simple', measure: 'revenue', inputs: [{ ref: 'semantic_model.orders' }] };
  await rig.mustExecute('metric.m', config, ['semantic_model.orders']);
});

it('needs a type', async () => {
  expect(await rig.mustFail('metric.m', { measure: 'revenue' })).toMatchObject({
    code: 'invalid_config',
  });
});
