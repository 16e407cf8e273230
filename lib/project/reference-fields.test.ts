import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { packageRoot } from '../files/package-root';
import type { JsonObject, JsonValue } from '../util/json';
import type { Diagnostic } from './diagnostic';
import { readNodeFile } from './read-node-file';

/** What becomes of a field: code in a folder of lib/ acts on it, it is for people, or a warning says it has no effect. */
type Fate =
  { readonly by: string } | { readonly forPeople: true } | { readonly warned: string | RegExp };

/** A field of the project format, a value for it, and its fate. */
type Row = readonly [path: string, value: JsonValue, fate: Fate];

const forPeople: Fate = { forPeople: true };
const by = (folder: string): Fate => ({ by: folder });

/** What a node of each kind must have, and then every field that the format knows. */
const format: Readonly<
  Record<string, { readonly least: JsonObject; readonly rows: readonly Row[] }>
> = {
  source: {
    least: { source: 'csv', table: 'data/a.csv' },
    rows: [
      ['source', 'parquet', by('kinds/source')],
      ['source', 'json', by('kinds/source')],
      ['source', 'jsonl', by('kinds/source')],
      ['source', 'excel', by('kinds/source')],
      ['source', 'sqlite', by('kinds/source')],
      ['source', 'postgresql', by('kinds/source')],
      ['source', 'postgres', by('connections')],
      ['source', 'starrocks', { warned: 'StarRocks' }],
      ['source', 'hive', by('kinds/source')],
      ['source', 'iceberg', { warned: 'Iceberg' }],
      ['source', 'bigquery', { warned: 'BigQuery' }],
      ['source', 'snowflake', { warned: 'Snowflake' }],
      ['source', 'redshift', { warned: 'Redshift' }],
      ['table', 'data/b.csv', by('kinds/source')],
      ['params.delimiter', ';', by('kinds/source')],
      ['params.delim', ';', by('kinds/source')],
      ['params.header', true, by('kinds/source')],
      ['params.skip', 1, by('kinds/source')],
      ['params.format', 'array', by('kinds/source')],
      ['params.sheet_name', 'A', by('kinds/source')],
      ['params.path', 'a.db', by('kinds/source')],
      ['params.schema', 'public', by('kinds/source')],
      ['params.connection', 'local', by('kinds/source')],
      ['params.query', 'SELECT 1', by('kinds/source')],
      ['params.dateCol', 'day', forPeople],
      ['columns', { id: 'Key' }, by('kinds/source')],
      ['freshness.time_column', 'day', by('kinds/source')],
      ['freshness.warn_after', '1d', { warned: 'nothing is checked by it' }],
      ['freshness.error_after', '2d', { warned: 'nothing is checked by it' }],
    ],
  },
  transform: {
    least: {
      transform: 'SELECT 1 AS a',
      materialization: { type: 'postgresql', table: 'a', unique_keys: ['a'], time_column: 'a' },
    },
    rows: [
      ['description', 'Words', by('project')],
      ['owner', 'me', by('project')],
      ['tags', ['a'], by('project')],
      ['inputs', [{ ref: 'source.a' }], by('project')],
      ['depends_on', [{ ref: 'source.a' }], by('project')],
      ['params', { least: 5 }, by('templates')],
      ['columns', { a: 'Words' }, by('project')],
      ['audits', [{ type: 'not_null', columns: ['a'] }], by('kinds/audits')],
      ['schedule', 'daily', { warned: 'nothing is started by it' }],
      ['output', { columns: { a: 'Words' } }, forPeople],
      ['materialization', { type: 'iceberg', table: 'c.n.t' }, { warned: 'Iceberg' }],
      ['materialization', { table: 'c.n.t' }, { warned: 'Iceberg' }],
      ['materializations', [{ type: 'iceberg', table: 'c.n.t' }], { warned: 'Iceberg' }],
      ['materialization', { type: 'iceberg', enabled: false, table: 'c.n.t' }, forPeople],
      ...(
        [
          ['table', 'shop.orders'],
          ['mode', 'full'],
          ['mode', 'upsert_by_key'],
          ['mode', 'incremental_by_time'],
          ['connection', 'local'],
          ['time_column', 'day'],
          ['lookback', 3],
          ['unique_keys', ['a']],
          ['create_table', true],
          ['cascade', false],
        ] as const
      ).map(([name, value]): Row => [`materialization.${name}`, value, by('kinds')]),
    ],
  },
  feature_group: {
    least: { entity: 'customer', inputs: [{ ref: 'source.a' }] },
    rows: [
      ['entity', { name: 'customer', join_keys: ['id'], description: 'Words' }, by('kinds')],
      ['transform', 'SELECT * FROM source', by('kinds/feature-group')],
      ['features', { a: { dtype: 'int', description: 'Words' } }, by('kinds/feature-group')],
      ['materialization.event_time_col', 'day', by('kinds/feature-group')],
      [
        'materialization.offline',
        { enabled: true, format: 'parquet', partition_by: ['a'] },
        by('kinds/feature-group'),
      ],
      ['materialization.online', { enabled: true, ttl: '7d' }, by('kinds/feature-group')],
      ['engine', 'duckdb', forPeople],
      ['engine', 'spark', { warned: '"spark" isn\'t built in' }],
      ['mode', 'append', by('kinds/feature-group')],
      ['mode', 'merge', by('kinds/feature-group')],
      ['feature_start_time', '2026-01-01', by('kinds/feature-group')],
      ['feature_end_time', '2026-01-31', by('kinds/feature-group')],
      ['tests', ['not_null'], forPeople],
    ],
  },
  aggregation: {
    least: {
      inputs: [{ ref: 'source.a' }],
      id_col: 'id',
      feature_date_col: 'day',
      application_date_col: 'until',
      features: [{ name: 'a', basic: ['sum'] }],
    },
    rows: [
      ['source', 'source.a', by('kinds/aggregation')],
      ['id_col', 'id', by('kinds/aggregation')],
      ['feature_date_col', 'day', by('kinds')],
      ['application_date_col', 'until', by('kinds/aggregation')],
      ['group_by', ['region'], by('kinds/aggregation')],
      ['features', [{ name: 'a', column: 'b', basic: ['mean'] }], by('kinds/aggregation')],
      [
        'features',
        [{ name: 'a', rolling: [{ window: [7, 30], aggs: ['sum'] }] }],
        by('kinds/aggregation'),
      ],
      [
        'features',
        [{ name: 'a', rolling: [{ window: '7d', functions: ['sum'] }] }],
        by('kinds/aggregation'),
      ],
      [
        'features',
        [{ name: 'a', ratio: [{ numerator: [7], denominator: [30], aggs: ['sum'] }] }],
        by('kinds/aggregation'),
      ],
      [
        'features',
        [{ name: 'a', since: [{ condition: 'a == 1', aggs: ['count'] }] }],
        by('kinds/aggregation'),
      ],
    ],
  },
  second_order_aggregation: {
    least: {
      source: 'aggregation.a',
      id_col: 'id',
      feature_date_col: 'day',
      application_date_col: 'until',
      features: { a: { basic: ['sum'] } },
    },
    rows: [
      ['source', 'aggregation.b', by('kinds/second-order-aggregation')],
      [
        'features',
        { a: { source_feature: 'b', basic: ['count'] } },
        by('kinds/second-order-aggregation'),
      ],
      ['features', { a: { window: [1, 7], basic: ['sum'] } }, by('kinds/second-order-aggregation')],
      [
        'features',
        { a: { ratio: { numerator: [1, 7], denominator: [1, 30], aggs: ['sum'] } } },
        by('kinds/second-order-aggregation'),
      ],
      [
        'features',
        { a: { since: { condition: 'a == 1', aggs: ['count'] } } },
        by('kinds/second-order-aggregation'),
      ],
      [
        'features',
        { a: { basic: ['sum'], percentile: 0.9 } },
        { warned: '"percentile" makes no column' },
      ],
      ['features', { a: { basic: ['sum'], delta: [1, 7] } }, { warned: '"delta" makes no column' }],
    ],
  },
  model: {
    least: {
      inputs: [{ ref: 'source.a' }],
      output_columns: ['p'],
      training: { label_column: 'y' },
    },
    rows: [
      ['output_columns', ['p', 'q'], by('kinds/model')],
      ['training.label_source', 'source.a', by('kinds/model')],
      ['training.label_column', 'y', by('kinds/model')],
      ...[
        'linear_regression',
        'logistic_regression',
        'random_forest',
        'random_forest_regressor',
        'xgboost',
        'xgboost_regressor',
        'svm',
        'svm_regressor',
      ].map((name): Row => ['training.algorithm', name, by('kinds/model')]),
      ['training.params', { seed: 1 }, by('kinds/model')],
      ['aggregation', 'aggregation.a', forPeople],
      ['tests', ['accuracy'], forPeople],
    ],
  },
  rule: {
    least: { inputs: [{ ref: 'source.a' }], rule: { type: 'null', columns: ['a'] } },
    rows: [
      [
        'rule',
        { type: 'null', columns: ['a'], params: { max_null_percentage: 0.1 } },
        by('kinds/rule'),
      ],
      [
        'rule',
        [{ type: 'range', column: 'a', params: { min_val: 0, max_val: 9 } }],
        by('kinds/rule'),
      ],
      ['rule', { type: 'uniqueness', columns: ['a'] }, by('kinds/rule')],
      ['rule', { type: 'freshness', column: 'a', params: { max_age: '24h' } }, by('kinds/rule')],
      ['rule', { type: 'sql_assertion', sql: 'SELECT 1' }, by('kinds/rule')],
      [
        'rule',
        {
          type: 'profile_check',
          checks: [{ metric: 'avg', column: 'a', warn: '> 5', fail: '> 9' }],
        },
        by('kinds/rule'),
      ],
      ['rule', { type: 'custom' }, { warned: '"custom" fail when they run' }],
      ['rule', { value: 'a > 0' }, by('kinds/rule')],
      ['params.severity', 'warn', by('kinds/rule')],
      ['params.error_message', 'Words', by('kinds/rule')],
    ],
  },
  exposure: {
    least: { type: 'file', depends_on: [{ ref: 'source.a' }], params: { path: 'a.csv' } },
    rows: [
      ['type', 'file', by('kinds/exposure')],
      ['type', 'api', by('kinds/exposure')],
      ['type', 'database', by('kinds/exposure')],
      ['type', 'notification', by('kinds/exposure')],
      ['type', 'starrocks_materialized_view', { warned: 'StarRocks' }],
      ['type', 'report', by('kinds/exposure')],
      ['url', 'a.csv', by('kinds/exposure')],
      ['params.format', 'parquet', by('kinds/exposure')],
      ['params.path', 'b.csv', by('kinds/exposure')],
      ['params.headers', { a: 'b' }, by('connections/http')],
      ['params.auth', 'Bearer x', by('connections/http')],
      ['params.timeout', 30, by('connections/http')],
      ['params.table', 'a.b', by('kinds/exposure')],
      ['params.payload', { a: 1 }, by('kinds/exposure')],
      ['params.message', 'Words', by('kinds/exposure')],
    ],
  },
  profile: {
    least: { inputs: [{ ref: 'source.a' }] },
    rows: [
      ['profile.columns', ['a'], by('kinds/profile')],
      ['profile.params.max_top_values', 3, by('kinds/profile')],
    ],
  },
  semantic_model: {
    least: { model: "ref('source.a')" },
    rows: [
      ['model', "ref('source.b')", by('kinds/semantic-model')],
      ['default_time_dimension', 'day', by('kinds')],
      ['entities', [{ name: 'id', type: 'primary' }], by('kinds')],
      [
        'dimensions',
        [{ name: 'day', type: 'time', expr: 'day', time_granularity: 'day', description: 'Words' }],
        by('kinds'),
      ],
      [
        'measures',
        [
          {
            name: 'n',
            expr: '1',
            agg: 'count',
            filters: [{ sql: 'a > 0' }],
            aliases: ['m'],
            description: 'Words',
          },
        ],
        by('kinds'),
      ],
      [
        'joins',
        [{ name: 'users', relationship: 'one_to_one', sql: '{CUBE}.a = {users}.a' }],
        by('kinds'),
      ],
      ['metrics', [{ name: 'x', type: 'simple', measure: 'n' }], by('kinds')],
    ],
  },
  metric: {
    least: { type: 'simple', measure: 'n' },
    rows: [
      ['measure', 'n', by('kinds')],
      ['filter', 'a > 0', by('kinds')],
      ['numerator', 'n', by('kinds')],
      ['denominator', 'm', by('kinds')],
      ['grain_to_date', 'month', by('kinds')],
      ['expr', 'a / b', by('kinds')],
      ['inputs', [{ metric: 'a', alias: 'b', offset: '1 month' }], by('kinds')],
      ['aliases', ['m'], forPeople],
    ],
  },
};

describe.each(Object.entries(format))('every field of a %s', (kind, { least, rows }) => {
  it.each(rows)('%s: %j', async (path, value, fate) => {
    const told = await diagnosticsOf(kind, withField(without(least, path), path.split('.'), value));
    // Neither refused nor unknown.
    expect(told.filter(({ code }) => code !== 'not_supported')).toEqual([]);
    const warnings = told.map(({ message }) => message);
    if ('warned' in fate) {
      expect(warnings).toEqual([expect.stringMatching(fate.warned)]);
      return;
    }
    expect(warnings).toEqual([]);
    if ('by' in fate) {
      const name = path.split('.').at(-1) ?? path;
      const word = valuesThatAct.has(`${kind}.${path}`)
        ? JSON.stringify(value).replaceAll('"', '')
        : name;
      expect(codeOf(fate.by), `no code in lib/${fate.by} says "${word}"`).toMatch(
        new RegExp(`\\b${word}\\b`),
      );
    }
  });
});

/** Fields whose values are words that code knows. */
const valuesThatAct = new Set(['source.source', 'exposure.type']);

async function diagnosticsOf(kind: string, config: JsonObject): Promise<readonly Diagnostic[]> {
  const text = stringify({ kind, name: 'a', ...config });
  const file = { path: 'seeknal/a.yml', sizeBytes: 0, modifiedMs: 0, changedMs: 0 };
  return (await readNodeFile(file, Buffer.from(text))).diagnostics;
}

/** A node has one target or several. */
function without(config: JsonObject, path: string): JsonObject {
  const { materialization, ...rest } = config;
  return path === 'materializations' || materialization === undefined
    ? rest
    : { ...rest, materialization };
}

function withField(
  config: JsonObject,
  [key = '', ...rest]: readonly string[],
  value: JsonValue,
): JsonObject {
  const inner = config[key];
  const before =
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? (inner as JsonObject)
      : {};
  return { ...config, [key]: rest.length === 0 ? value : withField(before, rest, value) };
}

/** All code of a folder but what only describes fields, or tests. */
function codeOf(folder: string): string {
  const files = globSync(
    [
      `lib/${folder}/**/*.ts`,
      '!**/*.test.ts',
      '!**/schema.ts',
      '!**/*-schema.ts',
      '!**/not-supported.ts',
    ],
    {
      cwd: packageRoot(),
    },
  );
  return files.map((file) => readFileSync(join(packageRoot(), file), 'utf8')).join('\n');
}
