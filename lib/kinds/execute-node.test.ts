import { Outside } from '../connections/outside';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEngine } from '../engine/engine';
import { intermediatePath } from '../files/project-paths';
import { nodeId } from '../graph/node-id';
import { ExecutionRig } from '../testing/execution-rig';
import { executeNode } from './execute-node';

let rig: ExecutionRig;

beforeAll(async () => {
  rig = await ExecutionRig.open();
  await rig.seed('source.users', 'SELECT 1 AS id');
});

afterAll(() => rig.close());

it('names the kinds that run when it meets another', async () => {
  expect(await rig.mustFail('dream.one', {})).toMatchObject({
    code: 'unknown_kind',
    message: 'No executor registered for node type: dream',
    hint: 'The kinds that run are source, transform, feature_group, aggregation, second_order_aggregation, model, rule, exposure, profile, semantic_model, metric.',
  });
});

it('says which upstream has no output, and what to do', async () => {
  expect(
    await rig.mustFail('transform.a', { transform: 'FROM source' }, ['source.never']),
  ).toMatchObject({
    code: 'input_missing',
    message: 'transform.a reads source.never, which has no output yet.',
    hint: 'Run it first: seeknal run --nodes source.never',
  });
});

it('says which upstream has an output that is no Parquet', async () => {
  await rig.write('target/intermediate/source_torn.parquet', 'PAR');
  const failure = await rig.mustFail('transform.a', { transform: 'FROM source' }, ['source.torn']);
  expect(failure.code).toBe('input_unreadable');
  expect(failure.message).toContain('source.torn');
});

it('refuses a configuration of the wrong shape, and a name that leads out of its folder', async () => {
  expect(await rig.mustFail('transform.a', { transform: 7 })).toMatchObject({
    code: 'invalid_config',
  });
  expect(
    await rig.mustFail('transform.a', { transform: 'SELECT 1', name: '../../a' }),
  ).toMatchObject({ code: 'invalid_config' });
});

it('cancels a query that runs, and leaves nothing half-written', async () => {
  const abort = new AbortController();
  const failing = rig.mustFail(
    'transform.endless',
    {
      transform: 'SELECT sum(a.range * b.range) AS s FROM range(1000000000) a, range(1000000000) b',
    },
    ['source.users'],
    { signal: abort.signal },
  );
  setImmediate(() => abort.abort());
  expect(await failing).toMatchObject({ code: 'cancelled' });
  const files = await readdir(rig.path('target/intermediate'));
  expect(files.filter((name) => name.includes('endless'))).toEqual([]);
});

it('does not start when it was cancelled before', async () => {
  const abort = new AbortController();
  abort.abort();
  const failure = await rig.mustFail('transform.a', { transform: 'SELECT 1' }, [], {
    signal: abort.signal,
  });
  expect(failure.code).toBe('cancelled');
});

it('lets one connection serve node after node: nothing of the first is left for the second', async () => {
  const engine = await openEngine({ tempDirectory: rig.path('target/tmp') });
  const connection = await engine.connect();
  const execute = (name: string, transform: string) =>
    executeNode(
      {
        id: nodeId('transform', name),
        name,
        kind: 'transform',
        config: { kind: 'transform', name, transform },
        filePath: null,
      },
      {
        projectDir: rig.dir,
        outside: new Outside(),
        full: false,
        materialize: 'as_configured',
        projectName: 'shop',
        connection,
        inputs: [
          {
            id: nodeId('source', 'users'),
            path: rig.path(intermediatePath(nodeId('source', 'users'))),
          },
        ],
        outputPath: rig.path(intermediatePath(nodeId('transform', name))),
        signal: new AbortController().signal,
        now: () => new Date(),
        log: () => undefined,
        progress: () => undefined,
      },
    );
  const steps = 'CREATE TABLE t AS SELECT 1 AS a; CREATE TEMP TABLE u AS SELECT 2 AS b;';
  expect(await execute('first', `${steps} FROM t, u`)).toMatchObject({ ok: true });
  expect(await execute('second', `${steps} FROM t, u, source.users`)).toMatchObject({ ok: true });
  // A transaction that failed must not poison the connection either.
  expect(await execute('third', "BEGIN; SELECT error('no')")).toMatchObject({ ok: false });
  expect(await execute('fourth', 'FROM source.users')).toMatchObject({ ok: true });
  await connection.close();
  engine.close();
});
