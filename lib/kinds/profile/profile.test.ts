import { afterAll, beforeAll, expect, it } from 'vitest';
import { ExecutionRig } from '../../testing/execution-rig';
import type { JsonObject } from '../../util/json';

let rig: ExecutionRig;
const inputs = ['transform.orders'];

beforeAll(async () => {
  rig = await ExecutionRig.open();
  await rig.seed(
    'transform.orders',
    `FROM (VALUES
      (1, 1.5::DOUBLE, 'Bandung', true, TIMESTAMP '2026-01-10 10:30:00', 'a'::BLOB, [1]),
      (2, 2.5::DOUBLE, 'Bandung', false, TIMESTAMP '2026-01-01 00:00:00', 'b'::BLOB, [1]),
      (3, 'inf'::DOUBLE, 'It''s "far"', true, NULL, 'c'::BLOB, [2]),
      (NULL, NULL, NULL, true, NULL, NULL, NULL)
    ) orders(id, amount, city, paid, ordered_at, picture, lines)`,
  );
});

afterAll(() => rig.close());

async function profileOf(profile: JsonObject, of = inputs) {
  const output = await rig.mustExecute('profile.orders', { profile }, of);
  const rows = await rig.rowsOf('profile.orders');
  const metrics: Record<string, Record<string, unknown>> = {};
  for (const { column_name: column, metric, value, detail } of rows) {
    if (typeof column !== 'string' || typeof metric !== 'string') throw new Error('no text');
    (metrics[column] ??= {})[metric] =
      typeof detail === 'string' ? (JSON.parse(detail) as unknown) : value;
  }
  return { output, rows, metrics };
}

it('measures every column by the kind of its values', async () => {
  const { output, rows, metrics } = await profileOf({});
  expect(rows[0]).toEqual({
    column_name: '_table_',
    metric: 'row_count',
    value: '4',
    detail: null,
  });
  expect(metrics).toEqual({
    _table_: { row_count: '4' },
    id: {
      null_count: '1',
      null_percent: '25.0',
      distinct_count: '3',
      min: '1',
      max: '3',
      avg: '2.0',
      sum: '6',
      stddev: '1.0',
      p25: expect.any(String) as unknown,
      p50: '2.0',
      p75: expect.any(String) as unknown,
    },
    amount: expect.objectContaining({ max: 'inf', avg: '2.0', sum: '4.0' }) as unknown,
    city: {
      null_count: '1',
      null_percent: '25.0',
      distinct_count: '2',
      top_values: [
        { value: 'Bandung', count: 2, percent: 50 },
        { value: 'It\'s "far"', count: 1, percent: 25 },
      ],
    },
    paid: expect.objectContaining({
      top_values: [
        { value: 'true', count: 3, percent: 75 },
        { value: 'false', count: 1, percent: 25 },
      ],
    }) as unknown,
    ordered_at: {
      null_count: '2',
      null_percent: '50.0',
      distinct_count: '2',
      min: '2026-01-01 00:00:00',
      max: '2026-01-10 10:30:00',
      freshness_hours: '1.5',
    },
    picture: { null_count: '1', null_percent: '25.0' },
    lines: { null_count: '1', null_percent: '25.0', distinct_count: '2' },
  });
  expect(output).toMatchObject({
    rowCount: rows.length,
    metadata: {
      profile_name: 'orders',
      input_rows: 4,
      metric_count: rows.length,
      columns_profiled: 7,
    },
  });
});

it('looks only at the columns that are named, and keeps as many values as asked', async () => {
  const { metrics } = await profileOf({ columns: ['city'], params: { max_top_values: 1 } });
  expect(Object.keys(metrics)).toEqual(['_table_', 'city']);
  expect(metrics['city']?.['top_values']).toEqual([{ value: 'Bandung', count: 2, percent: 50 }]);
});

it('measures quantiles and spread as the data has them, and days without a time', async () => {
  await rig.seed(
    'source.days',
    `SELECT i::DECIMAL(38, 2) AS n, DATE '2026-01-01' + (i % 9)::INT AS day FROM range(1001) t(i)`,
  );
  const { metrics } = await profileOf({}, ['source.days']);
  const n = metrics['n'] ?? {};
  expect(Number(n['p25'])).toBeCloseTo(250, -1);
  expect(Number(n['p75'])).toBeCloseTo(750, -1);
  expect(Number(n['stddev'])).toBeCloseTo(289.108, 2);
  expect(n['sum']).toBe('500500.0');
  expect(metrics['day']).toMatchObject({ max: '2026-01-09', freshness_hours: '36.0' });
});

it('measures an empty table', async () => {
  await rig.seed('source.none', "SELECT 1 AS id, 'x' AS name WHERE false");
  const { metrics } = await profileOf({}, ['source.none']);
  expect(metrics['_table_']).toEqual({ row_count: '0' });
  expect(metrics['id']).toMatchObject({ null_percent: '0.0', avg: null, p50: null });
  expect(metrics['name']).toMatchObject({ distinct_count: '0', top_values: [] });
});

it('tells a column that the data lacks with the nearest one', async () => {
  expect(
    await rig.mustFail('profile.orders', { profile: { columns: ['citi'] } }, inputs),
  ).toMatchObject({ code: 'missing_column', hint: 'Did you mean city?' });
});

it('refuses to look at nothing', async () => {
  expect(await rig.mustFail('profile.orders', {})).toMatchObject({
    code: 'invalid_config',
    message: 'profile.orders has nothing to look at.',
  });
});
