import { mkdir, readFile, readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ExecutionRig } from '../../testing/execution-rig';

let rig: ExecutionRig;
const inputs = ['transform.users'];

beforeAll(async () => {
  rig = await ExecutionRig.open();
  await rig.seed('transform.users', "FROM (VALUES (1, 'Sari, W.'), (2, NULL)) users(id, name)");
});

afterAll(() => rig.close());

it.each([
  ['csv', 'id,name\n1,"Sari, W."\n2,\n'],
  ['jsonl', '{"id":1,"name":"Sari, W."}\n{"id":2,"name":null}\n'],
  ['json', '[\n\t{"id":1,"name":"Sari, W."},\n\t{"id":2,"name":null}\n]\n'],
])('writes %s', async (format, text) => {
  const path = `out/users.${format}`;
  const output = await rig.mustExecute(
    'exposure.users',
    { type: 'file', params: { path, format } },
    inputs,
  );
  expect(await readFile(rig.path(path), 'utf8')).toBe(text);
  expect(output).toMatchObject({
    rowCount: 2,
    outputPath: rig.path(path),
    metadata: { format, bytes_written: Buffer.byteLength(text) },
  });
});

it('writes CSV to the url when there is no path', async () => {
  await rig.mustExecute('exposure.users', { type: 'file', url: 'out/by-url.csv' }, inputs);
  expect(await readFile(rig.path('out/by-url.csv'), 'utf8')).toContain('id,name');
});

it('fails cleanly when the path is a folder', async () => {
  await mkdir(rig.path('folder/users.csv/inside'), { recursive: true });
  const failure = await rig.mustFail(
    'exposure.users',
    { type: 'file', params: { path: 'folder/users.csv' } },
    inputs,
  );
  expect(failure.code).toBe('file_error');
  expect(await readdir(rig.path('folder'))).toEqual(['users.csv']);
});

it.each([
  ['no file is named', { type: 'file' }, "doesn't say which file to write"],
  ['the format is unknown', { type: 'file', params: { path: 'a', format: 'xls' } }, 'format xls'],
  ['the type is not built in', { type: 'pigeon', url: 'https://a.example' }, 'type "pigeon"'],
  ['a view in StarRocks is wanted', { type: 'starrocks_materialized_view' }, 'StarRocks'],
  ['an e-mail is wanted', { type: 'notification', params: { channel: 'email' } }, 'e-mail'],
  ['no address is given', { type: 'api' }, "doesn't say where to send the rows"],
  ['no table is given', { type: 'database' }, "doesn't say which table to write"],
  [
    'an upsert has no keys',
    { type: 'database', params: { table: 't', mode: 'upsert', host: 'h' } },
    'an upsert needs keys',
  ],
  [
    'the compression is unknown',
    { type: 'file', params: { path: 'a.csv', compression: 'rar' } },
    'compression is rar',
  ],
  [
    'there is no column to split by',
    { type: 'file', params: { path: 'a', partition_by: ['nope'] } },
    'splits by nope, and the data has only id, name',
  ],
])('says so when %s', async (_, config, message) => {
  expect((await rig.mustFail('exposure.users', config, inputs)).message).toContain(message);
});

it('has nothing to write without an input', async () => {
  const failure = await rig.mustFail('exposure.users', { type: 'file', params: { path: 'a' } });
  expect(failure.message).toBe('exposure.users has no data to deliver.');
});

it.each([
  ['users.parquet', "FROM 'FILE'"],
  ['users.jsonl', "FROM 'FILE'"],
  ['users.csv.gz', "FROM 'FILE'"],
])('knows the format of %s by its end', async (path, query) => {
  await rig.mustExecute('exposure.users', { type: 'file', path: `out/${path}` }, inputs);
  const file = rig.path(`out/${path}`).replaceAll("'", "''");
  expect(await rig.query(query.replace('FILE', file))).toEqual([
    { id: 1, name: 'Sari, W.' },
    { id: 2, name: null },
  ]);
});

it('writes Excel with numbers, dates and truth values as such', async () => {
  await rig.seed(
    'transform.typed',
    `SELECT 1 AS i, 1.5 AS f, DATE '2026-01-02' AS d, TIMESTAMP '2026-01-02 12:00:00' AS ts, true AS b, '=1+1' AS t, [1, 2] AS l, NULL AS n`,
  );
  const output = await rig.mustExecute(
    'exposure.typed',
    { type: 'file', params: { path: 'out/typed.xlsx' } },
    ['transform.typed'],
  );
  expect(output.metadata).toMatchObject({ format: 'xlsx', delivery_confirmed: true });
  await rig.mustExecute('source.back', { source: 'excel', table: 'out/typed.xlsx' });
  expect(await rig.rowsOf('source.back')).toEqual([
    {
      i: 1,
      f: 1.5,
      d: '2026-01-02',
      ts: '2026-01-02 12:00:00',
      b: true,
      t: '=1+1',
      l: '[1, 2]',
      n: null,
    },
  ]);
});

it('splits by columns into a folder that each run replaces, and no other', async () => {
  await rig.seed('transform.sales', 'FROM (VALUES (2025, 1), (2026, 2), (2026, 3)) s(year, n)');
  const params = { path: 'out/sales', format: 'parquet', partition_by: ['year'] };
  const deliver = (): ReturnType<ExecutionRig['mustExecute']> =>
    rig.mustExecute('exposure.sales', { type: 'file', params }, ['transform.sales']);
  expect(await deliver()).toMatchObject({ rowCount: 3, metadata: { files: 2 } });
  await rig.seed('transform.sales', 'FROM (VALUES (2027, 4)) s(year, n)');
  await deliver();
  const file = rig.path('out/sales').replaceAll("'", "''");
  expect(await rig.query(`SELECT n, year FROM read_parquet('${file}/**/*.parquet')`)).toEqual([
    { n: 4, year: 2027 },
  ]);
  expect((await readdir(rig.path('out'))).filter((name) => /tmp|old/.test(name))).toEqual([]);

  await rig.write('mine/notes.txt', 'keep me');
  const failure = await rig.mustFail(
    'exposure.sales',
    { type: 'file', params: { ...params, path: 'mine' } },
    ['transform.sales'],
  );
  expect(failure.message).toContain('it holds files that are not from here, such as notes.txt');
  expect(await readFile(rig.path('mine/notes.txt'), 'utf8')).toBe('keep me');
});

it('skips reports, and says so', async () => {
  const output = await rig.mustExecute('exposure.report', { type: 'report' });
  expect(output).toMatchObject({ rowCount: 0, metadata: { skipped: true } });
});
