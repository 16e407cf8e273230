import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestServer } from '../../testing/test-server';
import { Outside } from '../outside';
import { downloadFile } from './download-file';
import { httpRequest } from './http-request';

let server: TestServer;
let folder: string;

beforeEach(async () => {
  server = await TestServer.open();
  folder = await mkdtemp(join(tmpdir(), 'downloads-'));
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const outside = new Outside(undefined, { TOKEN: 'tok-1234567' });

async function download(
  path: string,
  { params = {}, revalidate = true }: { params?: Record<string, never>; revalidate?: boolean } = {},
) {
  const request = httpRequest(path.startsWith('http') ? path : server.url + path, params, outside);
  if (!request.ok) throw new Error(request.error.message);
  return downloadFile(request.value, folder, {
    signal: new AbortController().signal,
    revalidate,
    patience: { retries: 2, delayMs: 1 },
  });
}

it('keeps the copy that it has while the server says that it is the same', async () => {
  let text = 'n\n1\n';
  server.answer = ({ headers }, response) => {
    const etag = `"${String(text.length)}"`;
    if (headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, { etag }).end(text);
  };
  const first = await download('/users.csv?key=secret');
  expect(first).toMatchObject({ ok: true, value: { bytes: 4, isUnchanged: false } });
  const path = first.ok ? first.value.path : '';
  expect(path).toMatch(/[0-9a-f]{24}\.csv$/);
  expect(await download('/users.csv?key=secret')).toMatchObject({ value: { isUnchanged: true } });
  expect(await download('/users.csv?key=secret', { revalidate: false })).toMatchObject({
    value: { isUnchanged: false },
  });
  text = 'n\n1\n2\n';
  expect(await download('/users.csv?key=secret')).toMatchObject({
    value: { bytes: 6, isUnchanged: false },
  });
  expect(await readFile(path, 'utf8')).toBe(text);
});

it('tries again after passing failures, and not after others', async () => {
  const statuses = [503, 429, 200];
  server.answer = (_, response) => response.writeHead(statuses.shift() ?? 500).end('x');
  expect(await download('/a.csv')).toMatchObject({ ok: true });
  expect(server.heard).toHaveLength(3);
  statuses.push(404);
  expect(await download('/b.csv')).toEqual({ ok: false, error: 'the answer is 404 Not Found: x' });
  expect(server.heard).toHaveLength(4);
});

it('takes nothing that was cut short, and leaves no half of it behind', async () => {
  server.answer = (_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half');
    setImmediate(() => response.destroy());
  };
  expect(await download('/a.csv')).toMatchObject({ ok: false });
  expect(server.heard).toHaveLength(3);
  expect(await readdir(folder)).toEqual([]);
});

it('gives up a server that says nothing', async () => {
  server.answer = () => undefined;
  expect(await download('/a.csv', { params: { timeout: 0.05 } as never })).toEqual({
    ok: false,
    error: 'nothing was heard for 0.05 s',
  });
  const gone = server.url;
  await server.close();
  expect(await download(`${gone}/a.csv`)).toEqual({
    ok: false,
    error: `connect ECONNREFUSED ${gone.slice('http://'.length)}`,
  });
  server = await TestServer.open();
});

it('sends what lets one in, from variables and from the address', async () => {
  await download('/a.csv', {
    params: { headers: { 'X-Key': '${TOKEN}' }, auth: '${TOKEN}' } as never,
  });
  expect(server.heard[0]?.headers).toMatchObject({
    'x-key': 'tok-1234567',
    authorization: 'Bearer tok-1234567',
  });
  await download(server.url.replace('//', '//me:p%40ss@') + '/a.csv');
  expect(server.heard[1]?.headers.authorization).toBe(
    `Basic ${Buffer.from('me:p@ss').toString('base64')}`,
  );
});
