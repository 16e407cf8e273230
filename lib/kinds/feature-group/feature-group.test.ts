import { readFile, readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { quoteText } from '../../engine/sql-text';
import { ExecutionRig } from '../../testing/execution-rig';

let rig: ExecutionRig;
const inputs = ['transform.visits'];

beforeAll(async () => {
  rig = await ExecutionRig.open();
  await rig.seed(
    'transform.visits',
    "SELECT range % 2 AS user_id, DATE '2026-01-01' + range::INT AS day, range AS minutes FROM range(4)",
  );
});

afterAll(() => rig.close());

it('keeps features with their event time in the offline store, and counts versions', async () => {
  const config = {
    entity: { name: 'user', join_keys: ['user_id'] },
    transform: 'SELECT user_id, day, minutes * 2 AS double FROM source',
    features: { double: { dtype: 'int' } },
    materialization: { event_time_col: 'day', offline: { enabled: true, format: 'parquet' } },
  };
  await rig.mustExecute('feature_group.visits', config, inputs);
  const output = await rig.mustExecute('feature_group.visits', config, inputs);
  expect(output).toMatchObject({
    rowCount: 4,
    metadata: { entity: 'user', join_keys: ['user_id'], feature_count: 1, offline: true },
  });
  const store = 'target/feature_store_offline/shop/user/visits';
  const kept = await rig.query(`FROM ${quoteText(rig.path(`${store}/data.parquet`))} LIMIT 1`);
  expect(kept).toEqual([{ user_id: 0, event_time: '2026-01-01', double: 0, name: 'visits' }]);
  const metadata = JSON.parse(await readFile(rig.path(`${store}/_metadata.json`), 'utf8')) as {
    versions: { version: number; rows: number }[];
    schema: Record<string, string>;
  };
  expect(metadata.versions).toMatchObject([
    { version: 1, rows: 4 },
    { version: 2, rows: 4 },
  ]);
  expect(metadata.schema).toMatchObject({ event_time: 'DATE', double: 'BIGINT' });
});

it('writes nothing to the offline store when it is off', async () => {
  const output = await rig.mustExecute(
    'feature_group.hidden',
    { entity: 'user', materialization: { offline: { enabled: false } } },
    inputs,
  );
  expect(output.metadata).toMatchObject({ offline: false, join_keys: ['user_id'] });
  expect(await readdir(rig.path('target'), { recursive: true })).not.toContain(
    'feature_store_offline/shop/user/hidden',
  );
});

it('takes its first input as it is without SQL, and every column but the keys as features', async () => {
  const output = await rig.mustExecute('feature_group.plain', { entity: 'user' }, inputs);
  expect(output).toMatchObject({ rowCount: 4, metadata: { feature_count: 2 } });
});

it('names the join keys and features that the result lacks', async () => {
  const failure = await rig.mustFail(
    'feature_group.gaps',
    { entity: { name: 'basket', join_keys: ['basket_id'] }, features: ['minutes', 'mood'] },
    inputs,
  );
  expect(failure).toMatchObject({
    code: 'missing_column',
    message:
      'The result of feature_group.gaps lacks basket_id, mood; it has user_id, day, minutes.',
  });
});
