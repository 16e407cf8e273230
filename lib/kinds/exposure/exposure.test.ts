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
  ['the format is unknown', { type: 'file', params: { path: 'a', format: 'xls' } }, '"xls"'],
  ['the type is not built in', { type: 'api', url: 'https://a.example' }, 'type "api"'],
])('says so when %s', async (_, config, message) => {
  expect((await rig.mustFail('exposure.users', config, inputs)).message).toContain(message);
});

it('has nothing to write without an input', async () => {
  const failure = await rig.mustFail('exposure.users', { type: 'file', params: { path: 'a' } });
  expect(failure.message).toBe('exposure.users has no data to write.');
});
