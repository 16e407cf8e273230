import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Outside } from '../../connections/outside';
import { parseProfiles } from '../../project/parse-profiles';
import { ExecutionRig } from '../../testing/execution-rig';
import type { JsonObject } from '../../util/json';
import { source } from '.';

let rig: ExecutionRig;

beforeAll(async () => {
  rig = await ExecutionRig.open();
});

afterAll(() => rig.close());

it('reads CSV; an empty field is NULL, quoted or not', async () => {
  await rig.write('data/users.csv', 'id,email\n1,a@b.example\n2,\n3,""\n');
  const output = await rig.mustExecute('source.users', { source: 'csv', table: 'data/users.csv' });
  expect(output.rowCount).toBe(3);
  expect(await rig.rowsOf('source.users')).toEqual([
    { id: 1, email: 'a@b.example' },
    { id: 2, email: null },
    { id: 3, email: null },
  ]);
});

it('takes the delimiter, the header and the lines to skip from params', async () => {
  await rig.write('data/odd.csv', 'a remark\n1|x\n2|y\n');
  await rig.mustExecute('source.odd', {
    source: 'csv',
    table: 'data/odd.csv',
    params: { delimiter: '|', header: false, skip: 1, dateCol: 'informative' },
  });
  expect((await rig.rowsOf('source.odd')).map((row) => Object.values(row))).toEqual([
    [1, 'x'],
    [2, 'y'],
  ]);
});

it('reads JSON lines, a JSON list and many files at once', async () => {
  await rig.write('data/a.jsonl', '{"n": 1}\n{"n": 2}\n');
  await rig.write('data/b.json', '[{"n": 3}]');
  await rig.write('data/parts/1.csv', 'n\n4\n');
  await rig.write('data/parts/2.csv', 'n\n5\n');
  await rig.mustExecute('source.lines', { source: 'jsonl', table: 'data/a.jsonl' });
  await rig.mustExecute('source.list', { source: 'json', table: 'data/b.json' });
  await rig.mustExecute('source.parts', { source: 'csv', table: 'data/parts/*.csv' });
  expect(await rig.rowsOf('source.lines')).toEqual([{ n: 1 }, { n: 2 }]);
  expect(await rig.rowsOf('source.list')).toEqual([{ n: 3 }]);
  expect(await rig.rowsOf('source.parts')).toEqual([{ n: 4 }, { n: 5 }]);
});

it('says which file is missing', async () => {
  expect(
    await rig.mustFail('source.gone', { source: 'csv', table: 'data/gone.csv' }),
  ).toMatchObject({
    code: 'input_missing',
    message: 'source.gone: no file at data/gone.csv',
  });
});

it('keeps the last output and leaves no half-written file when the data is broken', async () => {
  await rig.write('data/b.parquet', 'not Parquet at all');
  await rig.seed('source.broken', 'SELECT 1 AS old');
  const failure = await rig.mustFail('source.broken', {
    source: 'parquet',
    table: 'data/b.parquet',
  });
  expect(failure.code).toBe('unreadable_data');
  expect(failure.message).toMatch(/^Failed to load PARQUET from 'data\/b\.parquet': /);
  expect(await rig.rowsOf('source.broken')).toEqual([{ old: 1 }]);
  const files = await readdir(rig.path('target/intermediate'));
  expect(files.filter((name) => name.includes('tmp'))).toEqual([]);
});

it('reads compressed files as they are', async () => {
  await mkdir(rig.path('data'), { recursive: true });
  await writeFile(rig.path('data/zipped.csv.gz'), gzipSync('n\n6\n7\n'));
  await writeFile(rig.path('data/zipped.jsonl.gz'), gzipSync('{"n": 8}\n'));
  await rig.mustExecute('source.zipped', { source: 'csv', table: 'data/zipped.csv.gz' });
  await rig.mustExecute('source.lines', { source: 'jsonl', table: 'data/zipped.jsonl.gz' });
  expect(await rig.rowsOf('source.zipped')).toEqual([{ n: 6 }, { n: 7 }]);
  expect(await rig.rowsOf('source.lines')).toEqual([{ n: 8 }]);
});

it('reads many Parquet files at once, with columns for folders like year=2026', async () => {
  const folder = rig.path('data/sales').replaceAll("'", "''");
  await rig.query(
    `COPY (FROM (VALUES (2025, 1), (2026, 2), (2026, 3)) sales(year, amount))
     TO '${folder}' (FORMAT parquet, PARTITION_BY (year))`,
  );
  await rig.mustExecute('source.sales', { source: 'parquet', table: 'data/sales/**/*.parquet' });
  const rows = [...(await rig.rowsOf('source.sales'))];
  expect(rows.toSorted((a, b) => Number(a['amount']) - Number(b['amount']))).toEqual([
    { amount: 1, year: 2025 },
    { amount: 2, year: 2026 },
    { amount: 3, year: 2026 },
  ]);
});

it('asks for the files in a folder when it is given the folder', async () => {
  await rig.write('data/folder/1.csv', 'n\n1\n');
  expect(
    await rig.mustFail('source.folder', { source: 'csv', table: 'data/folder/' }),
  ).toMatchObject({
    code: 'input_missing',
    message: 'source.folder: data/folder/ is a folder.',
    place: { file: 'seeknal/folder.yml', line: 4 },
  });
});

it.each([
  ['starrocks', 'StarRocks'],
  ['hive', 'Hive'],
  ['iceberg', 'Iceberg'],
  ['bigquery', 'BigQuery'],
  ['snowflake', 'Snowflake'],
  ['redshift', 'Redshift'],
])('says how to add an executor for %s', async (type, engine) => {
  const failure = await rig.mustFail('source.db', {
    source: type,
    table: 'public.users',
    params: { password: 'hunter2' },
  });
  expect(failure).toMatchObject({
    code: 'unsupported_source',
    message: `source.db reads from ${engine}, and that engine isn't built in.`,
  });
  expect(failure.hint).toContain(`registerExecutor('${type}_source'`);
  expect(JSON.stringify(failure)).not.toContain('hunter2');
});

it.each([
  { source: 'snowflake', table: 'shop.public.users' },
  { source: 'postgresql', params: { query: 'SELECT 1' } },
  { source: 'csv', table: 'https://shop.example/users.csv' },
])(
  'accepts a node that needs an executor of its own, and looks for no file: %j',
  async (fields) => {
    const config = { kind: 'source', name: 'elsewhere', ...fields };
    expect((await source.loadSchema()).safeParse(config).success).toBe(true);
    expect(source.dataFiles?.(config)).toEqual([]);
  },
);

it('names the types that it knows when it meets another', async () => {
  expect(await rig.mustFail('source.odd', { source: 'vsam', table: 'x' })).toMatchObject({
    code: 'unsupported_source',
    message:
      "Unsupported source type 'vsam'. Supported types: csv, parquet, json, jsonl, sqlite, excel, postgresql",
  });
});

it('never repeats an address on the network, which may hold a password', async () => {
  const failure = await rig.mustFail('source.web', {
    source: 'csv',
    table: 's3://me:hunter2@shop/users.csv',
  });
  expect(failure.message).toBe(
    "source.web reads from a network address that isn't http or https, and that isn't built in.",
  );
  expect(failure.hint).toContain('registerExecutor');
  expect(JSON.stringify(failure)).not.toContain('hunter2');
});

it('reads the files of a Hive table, by the end of their path', async () => {
  await rig.write('data/hive.csv', 'n\n9\n');
  await rig.mustExecute('source.hive', { source: 'hive', table: 'data/hive.csv' });
  expect(await rig.rowsOf('source.hive')).toEqual([{ n: 9 }]);
});

it('takes the defaults of the profile under the params of the node', async () => {
  const { profiles } = parseProfiles(
    'source_defaults: {csv: {delimiter: "|", skip: 1}}',
    'profiles.yml',
    'error',
  );
  const outside = new Outside(profiles);
  await rig.write('data/defaults.csv', 'a remark\na|b\n1|2\n');
  const read = (params: JsonObject) =>
    rig.mustExecute('source.d', { source: 'csv', table: 'data/defaults.csv', params }, [], {
      outside,
    });
  await read({});
  expect(await rig.rowsOf('source.d')).toEqual([{ a: 1, b: 2 }]);
  await read({ skip: 2, header: false });
  expect((await rig.rowsOf('source.d')).map((row) => Object.values(row))).toEqual([[1, 2]]);
});
