import { cp, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ExecutionRig } from '../testing/execution-rig';
import type { JsonObject } from '../util/json';
import { parse } from 'yaml';

const sample = fileURLToPath(new URL('../../examples/corner-shop', import.meta.url));

/** Files of the sample in an order that builds what is read first, with the rows of its README. */
const nodes = [
  ['sources/users', 1000],
  ['sources/orders', 5000],
  ['sources/products', 150],
  ['sources/payments', 4167],
  ['sources/sessions', 4000],
  ['transforms/clean_users', 950],
  ['transforms/clean_orders', 4511],
  ['transforms/user_sessions', 973],
  ['feature_groups/user_features', 950],
  ['feature_groups/order_features', 2549],
  ['feature_groups/old_features', 950],
  ['aggregations/daily_sales', 1629],
  ['rules/clean_users_complete', 950],
  ['models/churn_model', 950],
  ['exposures/feature_export', 950],
] as const;

let rig: ExecutionRig;

beforeAll(async () => {
  rig = await ExecutionRig.open();
  await cp(join(sample, 'data'), rig.path('data'), { recursive: true });
});

afterAll(() => rig.close());

it('runs the fifteen nodes of the sample, with the rows that its README promises', async () => {
  const counts: [string, number][] = [];
  for (const [file] of nodes) {
    const text = await readFile(join(sample, 'seeknal', `${file}.yml`), 'utf8');
    const config = parse(text) as JsonObject & {
      kind: string;
      name: string;
      inputs?: { ref: string }[];
      depends_on?: { ref: string }[];
    };
    const inputs = (config.inputs ?? config.depends_on ?? []).map(({ ref }) => ref);
    const output = await rig.mustExecute(`${config.kind}.${config.name}`, config, inputs);
    counts.push([file, output.rowCount]);
  }
  expect(counts).toEqual(nodes.map(([file, rows]) => [file, rows]));

  const empty = await rig.query(
    `SELECT count(*) AS n FROM '${rig.path('target/intermediate/source_users.parquet').replaceAll("'", "''")}' WHERE email IS NULL OR signed_up_at IS NULL`,
  );
  expect(empty[0]?.['n']).toBeGreaterThan(0);

  const predictions = await rig.rowsOf('model.churn_model');
  expect(Object.keys(predictions[0] ?? {})).toEqual(['user_id', 'churn_probability']);
  expect(new Set(predictions.map((row) => row['user_id'])).size).toBe(950);
  const model = JSON.parse(
    await readFile(rig.path('target/models/churn_model/model.json'), 'utf8'),
  ) as {
    features: { name: string }[];
    model: { classes: { coefficients: number[] }[] };
    metrics: { auc: number };
  };
  expect(model.features.map(({ name }) => name)).toEqual(['orders', 'spent', 'visits', 'minutes']);
  expect(model.model.classes[1]?.coefficients).toHaveLength(4);
  expect(model.metrics.auc).toBeGreaterThan(0.6);

  const exported = await readFile(rig.path('target/exports/user_features.csv'), 'utf8');
  expect(exported.trimEnd().split('\n')).toHaveLength(951);
});
