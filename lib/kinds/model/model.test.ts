import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineRow } from '../../engine/connection';
import { ExecutionRig } from '../../testing/execution-rig';
import type { JsonObject } from '../../util/json';
import { algorithms } from './algorithms/registry';
import { loadModel } from './load-model';

let rig: ExecutionRig;

/** Numbers that look like chance and are the same each time. */
const noise = (seed: number) => `(hash(i, ${String(seed)}) % 10000 / 5000.0 - 1)`;

beforeAll(async () => {
  rig = await ExecutionRig.open();
  // Two clouds that a line can tell apart, three that it can't, and a plane.
  await rig.seed(
    'transform.two',
    `SELECT i AS id, i % 2 AS label, (i % 2) * 4 + ${noise(1)} AS x, (i % 2) * -3 + ${noise(2)} AS y,
       CASE WHEN i % 3 = 0 THEN 'red' ELSE 'blue' END AS colour FROM range(300) t(i)`,
  );
  await rig.seed(
    'transform.three',
    `SELECT i AS id, ['gold', 'iron', 'zinc'][1 + i % 3] AS label,
       CASE i % 3 WHEN 0 THEN 0 WHEN 1 THEN 5 ELSE 10 END + ${noise(3)} AS x,
       CASE i % 3 WHEN 1 THEN 5 ELSE 0 END + ${noise(4)} AS y FROM range(300) t(i)`,
  );
  await rig.seed(
    'transform.plane',
    `SELECT i AS id, x, y, 300 * x - 200 * y + 1000 AS label FROM (
       SELECT i, ${noise(5)} AS x, ${noise(6)} AS y FROM range(400) t(i))`,
  );
});

afterAll(() => rig.close());

const params = { n_estimators: 20 };

function train(
  algorithm: string,
  of: string,
  further: JsonObject = {},
  columns = ['id', 'label_predicted'],
) {
  return rig.mustExecute(
    'model.m',
    {
      transform: `SELECT * FROM transform.${of}`,
      output_columns: columns,
      training: { algorithm, label_column: 'label', ...further },
    },
    [`transform.${of}`],
  );
}

const own = (algorithm: string) =>
  algorithms.find(({ name }) => name === algorithm)?.params.includes('n_estimators') === true
    ? { params }
    : {};

describe.each(algorithms.filter(({ task }) => task === 'classification').map(({ name }) => name))(
  '%s',
  (algorithm) => {
    it('tells two and three classes apart, the same way each time, and is the same when it is loaded', async () => {
      const output = await train(algorithm, 'two', own(algorithm), [
        'id',
        'label_predicted',
        'label_probability',
      ]);
      expect(output.metadata).toMatchObject({
        algorithm,
        model_type: 'classification',
        training_samples: 240,
        test_samples: 60,
        classes: ['0', '1'],
        has_probabilities: true,
      });
      expect(output.metadata['accuracy']).toBeGreaterThan(0.95);
      expect(output.metadata['auc']).toBeGreaterThan(0.95);
      const first = await rig.rowsOf('model.m');
      const artefact = await readFile(rig.path('target/models/m/model.json'), 'utf8');
      expect(first).toHaveLength(300);
      expect(
        first.filter((row) => row['label_predicted'] === Number(row['id']) % 2).length,
      ).toBeGreaterThan(285);

      const model = await loadModel(rig.path('target/models/m/model.json'));
      const rows = await rig.query(
        "SELECT * REPLACE (CAST(x AS DOUBLE) AS x, CAST(y AS DOUBLE) AS y) FROM '" +
          `${rig.path('target/intermediate/transform_two.parquet').replaceAll("'", "''")}' ORDER BY id`,
      );
      const loaded = model.predict(rows).map(([, probability]) => probability);
      const byId = [...first].sort((a, b) => Number(a['id']) - Number(b['id']));
      expect(loaded).toEqual(byId.map((row: EngineRow) => row['label_probability']));

      await train(algorithm, 'two', own(algorithm), ['id', 'label_predicted', 'label_probability']);
      expect(await rig.rowsOf('model.m')).toEqual(first);
      expect(await readFile(rig.path('target/models/m/model.json'), 'utf8')).toBe(artefact);

      const three = await train(algorithm, 'three', own(algorithm), [
        'id',
        'label_class',
        'probability_zinc',
      ]);
      expect(three.metadata['accuracy']).toBeGreaterThan(0.95);
      const [row] = await rig.query(
        `SELECT count(*) FILTER (label_class = ['gold', 'iron', 'zinc'][1 + id % 3]) AS n,
           avg(probability_zinc) FILTER (id % 3 = 2) AS zinc FROM '${rig.path('target/intermediate/model_m.parquet').replaceAll("'", "''")}'`,
      );
      expect(row?.['n']).toBeGreaterThan(285);
      expect(row?.['zinc']).toBeGreaterThan(0.8);
    });
  },
);

describe.each(algorithms.filter(({ task }) => task === 'regression').map(({ name }) => name))(
  '%s',
  (algorithm) => {
    it('finds a plane, the same way each time', async () => {
      const tuned =
        algorithm === 'svm_regressor'
          ? { params: { C: 10, epsilon: 0.01 } }
          : algorithm === 'random_forest_regressor'
            ? { params: { n_estimators: 40, max_depth: 10, max_features: 1.5 } }
            : own(algorithm).params === undefined
              ? {}
              : { params: { n_estimators: 150 } };
      const output = await train(algorithm, 'plane', tuned, ['id', 'price']);
      expect(output.metadata).toMatchObject({ model_type: 'regression', training_samples: 320 });
      expect(output.metadata['r2_score']).toBeGreaterThan(0.95);
      expect(Object.keys(output.metadata)).toEqual(
        expect.arrayContaining(['mse', 'rmse', 'mae', 'model_path', 'feature_count']),
      );
      const first = await rig.rowsOf('model.m');
      await train(algorithm, 'plane', tuned, ['id', 'price']);
      expect(await rig.rowsOf('model.m')).toEqual(first);
    });
  },
);

it('finds the very plane by linear regression', async () => {
  const output = await train('LinearRegression', 'plane', {}, ['id', 'price']);
  expect(output.metadata['r2_score']).toBeCloseTo(1, 6);
  expect(output.metadata['rmse']).toBeLessThan(0.001);
});

it('splits a forest of numbers also where nothing is left to explain', async () => {
  const output = await train('random_forest_regressor', 'two', { params }, ['id', 'price']);
  expect(output.metadata['r2_score']).toBeGreaterThan(0.95);
});

it('writes down what was learned, from what and by what', async () => {
  await train('RandomForestClassifier', 'two', { params: { n_estimators: 3, depth: 2 } });
  const artefact = JSON.parse(
    await readFile(rig.path('target/models/m/model.json'), 'utf8'),
  ) as JsonObject;
  expect(artefact).toMatchObject({
    name: 'm',
    algorithm: 'random_forest',
    library: {
      name: 'ml-random-forest',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as unknown,
    },
    label_column: 'label',
    features: [{ name: 'x' }, { name: 'y' }, { name: 'colour=blue' }, { name: 'colour=red' }],
    split: { test_size: 0.2, seed: 42, training_rows: 240, test_rows: 60 },
    trained_at: '2026-01-10T12:00:00.000Z',
  });
  expect(rig.logged.at(-1)).toContain(
    'random_forest does not know depth; its params are n_estimators',
  );
});

it('joins the label from another node by the keys of the entity', async () => {
  await rig.seed(
    'transform.base',
    'SELECT id AS user_id, x, y FROM ' +
      `'${rig.path('target/intermediate/transform_two.parquet').replaceAll("'", "''")}'`,
  );
  await rig.seed('source.outcomes', 'SELECT i AS user_id, i % 2 AS churned FROM range(200) t(i)');
  await rig.mustExecute('feature_group.users', { entity: 'user' }, ['transform.base']);
  const output = await rig.mustExecute(
    'model.m',
    {
      output_columns: ['churn_probability'],
      training: {
        algorithm: 'logistic_regression',
        label_source: 'source.outcomes',
        label_column: 'churned',
      },
    },
    ['feature_group.users', 'source.outcomes'],
  );
  expect(output.metadata).toMatchObject({ unlabelled_rows: 100, feature_count: 2 });
  expect(Object.keys((await rig.rowsOf('model.m'))[0] ?? {})).toEqual([
    'user_id',
    'churn_probability',
  ]);
});

it('makes its output by SQL alone without an algorithm', async () => {
  const output = await rig.mustExecute(
    'model.m',
    { transform: 'SELECT id, x > 2 AS is_far FROM source', output_columns: ['is_far'] },
    ['transform.two'],
  );
  expect(output).toMatchObject({ rowCount: 300, metadata: { engine: 'duckdb' } });
});

it('names what there is when an algorithm, a label or a feature will not do', async () => {
  const fail = (training: JsonObject, transform = 'FROM source') =>
    rig.mustFail('model.m', { transform, output_columns: ['p'], training }, ['transform.two']);
  expect(await fail({ algorithm: 'random_forrest', label_column: 'label' })).toMatchObject({
    code: 'unsupported_algorithm',
    hint: 'Did you mean random_forest? Available: linear_regression, logistic_regression, random_forest, random_forest_regressor, svm, svm_regressor, xgboost, xgboost_regressor.',
  });
  expect(await fail({ algorithm: 'svm', label_column: 'id' })).toMatchObject({
    code: 'unusable_label',
    hint: expect.stringContaining('regression') as unknown,
  });
  expect(await fail({ algorithm: 'linear_regression', label_column: 'colour' })).toMatchObject({
    message: expect.stringContaining('must be a number') as unknown,
  });
  expect(
    await fail(
      { algorithm: 'svm', label_column: 'label' },
      'SELECT label, current_date AS day FROM source',
    ),
  ).toMatchObject({ code: 'unusable_feature' });
});

it('ends a training that is cancelled', async () => {
  await rig.seed(
    'transform.large',
    `SELECT i % 2 AS label, ${noise(1)} AS a, ${noise(2)} AS b, ${noise(3)} AS c FROM range(20000) t(i)`,
  );
  const abort = new AbortController();
  const failing = rig.mustFail(
    'model.slow',
    {
      output_columns: ['p'],
      training: {
        algorithm: 'random_forest',
        label_column: 'label',
        params: { n_estimators: 2000 },
      },
    },
    ['transform.large'],
    {
      signal: abort.signal,
      progress: ({ percent }) => {
        if ((percent ?? 0) < 100 && percent !== null) abort.abort();
      },
    },
  );
  expect(await failing).toMatchObject({ code: 'cancelled' });
});
