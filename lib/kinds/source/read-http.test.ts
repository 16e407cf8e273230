import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ExecutionRig } from '../../testing/execution-rig';
import { TestServer } from '../../testing/test-server';

let rig: ExecutionRig;
let server: TestServer;

beforeAll(async () => {
  rig = await ExecutionRig.open();
  server = await TestServer.open();
});
beforeEach(() => rig.logged.splice(0));
afterAll(async () => {
  await server.close();
  await rig.close();
});

it('reads a file from the web, and says how large it was and whether it came at all', async () => {
  server.answer = ({ headers }, response) => {
    if (headers['if-none-match'] === '"1"') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"1"' }).end('[{"n": 1}, {"n": 2}]');
  };
  const address = `${server.url.replace('//', '//me:hunter2@')}/numbers.json?token=hush-hush`;
  const output = await rig.mustExecute('source.web', { source: 'json', table: address });
  expect(await rig.rowsOf('source.web')).toEqual([{ n: 1 }, { n: 2 }]);
  await rig.mustExecute('source.web', { source: 'json', table: address });
  const label = `${server.url}/numbers.json`;
  expect(rig.logged).toEqual([
    `Got 0.0 MB from ${label}.`,
    `${label} is unchanged (0.0 MB): the copy in target/cache is read.`,
  ]);
  expect(JSON.stringify([output, rig.logged])).not.toMatch(/hunter2|hush-hush/);
  expect((await readdir(rig.path('target/cache/http'))).length).toBe(2);
});

it('says what the server said, without what is secret in the address', async () => {
  server.answer = (_, response) => response.writeHead(403).end('not for you');
  const failure = await rig.mustFail('source.web', {
    source: 'csv',
    table: `${server.url}/gone.csv?sig=hush-hush`,
  });
  expect(failure).toMatchObject({
    code: 'download_failed',
    message: `source.web can't get ${server.url}/gone.csv: the answer is 403 Forbidden: not for you`,
    place: { file: 'seeknal/web.yml', line: 4 },
  });
  expect(JSON.stringify(failure)).not.toContain('hush');
});
