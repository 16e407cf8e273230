import { copyFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openEngine, type Engine } from '../engine/engine';
import { LazyConnection } from '../engine/lazy-connection';
import { ExecutionRig } from '../testing/execution-rig';
import { registerExecutor, type NodeExecutor } from './register-executor';

let rig: ExecutionRig;
let engine: Engine;
let unregister = (): void => undefined;

beforeAll(async () => {
  rig = await ExecutionRig.open();
  engine = await openEngine({ tempDirectory: rig.path('target/tmp') });
  await rig.seed('source.users', 'SELECT 1 AS id');
  await rig.write('target/intermediate/source_torn.parquet', 'PAR');
});

afterEach(() => unregister());

afterAll(async () => {
  engine.close();
  await rig.close();
});

/** A node of a kind of its own, with a connection that tells whether anybody has opened it. */
function ownNode(executor: NodeExecutor) {
  unregister = registerExecutor('step', executor);
  const connection = new LazyConnection(() => engine.connect());
  return { connection, config: {}, context: { connection } };
}

it('opens no DuckDB for an executor that asks for none', async () => {
  const { connection, config, context } = ownNode(async (_, { inputs, outputPath }) => {
    await copyFile(inputs[0]?.path ?? '', outputPath);
    return { row_count: 1 };
  });
  const output = await rig.mustExecute('step.copy', config, ['source.users'], context);
  expect(output).toMatchObject({ rowCount: 1 });
  expect(output.outputPath).toMatch(/step_copy\.parquet$/);
  expect(connection.opened).toBe(null);
});

it('knows the inputs by name from the first query on, also when several come at once', async () => {
  const { connection, config, context } = ownNode(async (_, { query, save }) => {
    const counts = await Promise.all([
      query('SELECT count(*) AS n FROM source.users'),
      query('SELECT count(*) AS n FROM input_0'),
    ]);
    await save('SELECT id + 1 AS id FROM source');
    return { metadata: { counts: counts.map(([row]) => row?.['n'] ?? null) } };
  });
  const output = await rig.mustExecute('step.ask', config, ['source.users'], context);
  expect(output).toMatchObject({ rowCount: 1, metadata: { counts: [1, 1] } });
  expect(await rig.rowsOf('step.ask')).toEqual([{ id: 2 }]);
  await connection.close();
});

it('names an input without output before the executor runs, and one that is broken when it is asked for', async () => {
  let ran = 0;
  const asking = ownNode(async (_, { query }) => {
    ran += 1;
    await query('FROM source');
    return {};
  });
  const { config, context } = asking;
  expect(await rig.mustFail('step.a', config, ['source.never'], context)).toMatchObject({
    code: 'input_missing',
    message: 'step.a reads source.never, which has no output yet.',
  });
  expect(ran).toBe(0);
  expect(await rig.mustFail('step.a', config, ['source.torn'], context)).toMatchObject({
    code: 'input_unreadable',
    hint: 'Build it again: seeknal run --full --nodes source.torn',
  });
  expect(ran).toBe(1);
  await asking.connection.close();
});
