import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ExecutionRig } from '../../testing/execution-rig';

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

it('refuses what is not built in, with what is, and never repeats an address with a password', async () => {
  const database = await rig.mustFail('source.db', {
    source: 'postgresql',
    table: 'public.users',
    params: { password: 'hunter2' },
  });
  expect(database).toMatchObject({
    code: 'unsupported_source',
    message: "Unsupported source type 'postgresql'. Supported types: csv, parquet, json, jsonl",
  });
  const remote = await rig.mustFail('source.web', {
    source: 'csv',
    table: 'https://me:hunter2@shop.example/users.csv',
  });
  expect(JSON.stringify([database, remote])).not.toContain('hunter2');
});
