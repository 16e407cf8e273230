import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Outside } from '../../../connections/outside';
import { ExecutionRig } from '../../../testing/execution-rig';
import { TestServer } from '../../../testing/test-server';
import type { JsonObject } from '../../../util/json';

let rig: ExecutionRig;
let server: TestServer;
const outside = new Outside(undefined, { API_TOKEN: 'tok-1234567', HOOK: 'hook-path-7654321' });

beforeAll(async () => {
  rig = await ExecutionRig.open();
  server = await TestServer.open();
  await rig.seed(
    'transform.users',
    `SELECT i AS id, 'user ' || i AS name, CASE WHEN i = 2 THEN 'nan'::DOUBLE ELSE 0.5 END AS score,
       1234567890123456789 AS big, [i] AS list FROM range(1, 6) r(i)`,
  );
  await rig.seed('transform.nobody', 'SELECT 1 AS id WHERE false');
});
beforeEach(() => {
  server.heard.splice(0);
  rig.logged.splice(0);
  server.answer = (_, response) => response.writeHead(201).end('{"ok": true}');
});
afterAll(async () => {
  await server.close();
  await rig.close();
});

const config = (params: JsonObject = {}): JsonObject => ({
  type: 'api',
  url: `${server.url}/v1/users`,
  params: { batch_size: 2, retry_delay: 0.001, ...params },
});
const send = (params: JsonObject = {}) =>
  rig.mustExecute('exposure.api', config(params), ['transform.users'], { outside });
const keys = (): unknown[] => server.heard.map(({ headers }) => headers['idempotency-key']);

it('sends all rows as JSON, some at a time, with its headers', async () => {
  const output = await send({ headers: { Authorization: 'Bearer ${API_TOKEN}' } });
  expect(server.heard.map(({ method, path, body }) => [method, path, body])).toEqual(
    [
      '[{"id":1,"name":"user 1","score":0.5,"big":1234567890123456789,"list":[1]},{"id":2,"name":"user 2","score":null,"big":1234567890123456789,"list":[2]}]',
      '[{"id":3,"name":"user 3","score":0.5,"big":1234567890123456789,"list":[3]},{"id":4,"name":"user 4","score":0.5,"big":1234567890123456789,"list":[4]}]',
      '[{"id":5,"name":"user 5","score":0.5,"big":1234567890123456789,"list":[5]}]',
    ].map((body) => ['POST', '/v1/users', body]),
  );
  expect(server.heard[0]?.headers).toMatchObject({
    authorization: 'Bearer tok-1234567',
    'content-type': 'application/json',
  });
  expect(output).toMatchObject({
    rowCount: 5,
    metadata: {
      exposure_type: 'api',
      delivery_url: `${server.url}/v1/users`,
      status_code: 201,
      response: '{"ok": true}',
      batches: 3,
      attempts: 3,
      delivery_confirmed: true,
    },
  });
  expect(JSON.stringify(output)).not.toContain('tok-1234567');
});

it('tries again with the same key after a failure of the server, and keeps the other keys', async () => {
  await send();
  const calm = keys();
  expect(new Set(calm).size).toBe(3);
  server.heard.splice(0);
  const answers = [201, 503, 500];
  server.answer = (_, response) => response.writeHead(answers.shift() ?? 201).end();
  const output = await send();
  expect(keys()).toEqual([calm[0], calm[1], calm[1], calm[1], calm[2]]);
  expect(output.metadata).toMatchObject({ batches: 3, attempts: 5 });
  expect(rig.logged[0]).toContain('the answer is 503 Service Unavailable; trying again');
});

it('tries again when nothing comes in time', async () => {
  let first = true;
  server.answer = (_, response) => {
    if (!first) response.writeHead(200).end();
    first = false;
  };
  await send({ timeout: 0.1 });
  expect(server.heard).toHaveLength(4);
});

it('does not try again what the server refuses, and says how far it got', async () => {
  server.answer = ({ body }, response) =>
    response.writeHead(body.includes('user 3') ? 422 : 200).end('no such user: tok-1234567');
  const failure = await rig.mustFail('exposure.api', config(), ['transform.users'], { outside });
  expect(server.heard).toHaveLength(2);
  expect(failure).toMatchObject({
    code: 'delivery_failed',
    rowCount: 2,
    message: `exposure.api can't deliver to ${server.url}/v1/users: the answer is 422 Unprocessable Entity: no such user: tok-1234567`,
  });
  expect(failure.hint).toContain('2 rows had arrived before');
});

it('gives up at last, and counts', async () => {
  server.answer = (_, response) => response.writeHead(500).end();
  const failure = await rig.mustFail('exposure.api', config({ retries: 2 }), ['transform.users']);
  expect(server.heard).toHaveLength(3);
  expect(failure.message).toContain('500 Internal Server Error (3 attempts)');
});

it('sends nothing when there is nothing', async () => {
  const output = await rig.mustExecute('exposure.api', config(), ['transform.nobody']);
  expect(server.heard).toEqual([]);
  expect(output).toMatchObject({
    rowCount: 0,
    metadata: { message: 'There were no rows to send.' },
  });
});

it('says which variable is missing', async () => {
  const failure = await rig.mustFail('exposure.api', config({ auth: '${NOPE}' }), [
    'transform.users',
  ]);
  expect(failure.message).toBe(
    'exposure.api: params.auth needs the variable NOPE, which is not set.',
  );
});

it('tells a webhook and Slack, and never their path', async () => {
  const notify = (params: JsonObject) =>
    rig.mustExecute(
      'exposure.told',
      { type: 'notification', params: { url: `${server.url}/hooks/\${HOOK}`, ...params } },
      ['transform.users'],
      { outside },
    );
  const output = await notify({});
  await notify({ payload: { level: 'info' } });
  await notify({ channel: 'slack', message: '{node}: {row_count} rows, {unknown}' });
  const bodies = server.heard.map(({ body }) => JSON.parse(body) as JsonObject);
  expect(server.heard[0]?.path).toBe('/hooks/hook-path-7654321');
  expect(bodies[0]).toMatchObject({
    node: 'exposure.told',
    project: 'shop',
    message: 'shop: exposure.told has 5 rows.',
    row_count: 5,
  });
  expect(bodies[0]?.['data']).toHaveLength(5);
  expect(bodies[1]).toMatchObject({ data: { level: 'info' } });
  expect(bodies[2]).toEqual({ text: 'exposure.told: 5 rows, {unknown}' });
  expect(output.metadata).toMatchObject({ delivery_url: server.url, channel: 'webhook' });
  expect(JSON.stringify(output)).not.toContain('hook-path');
});
