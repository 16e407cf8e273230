import { afterAll, beforeAll, expect, it } from 'vitest';
import { ExecutionRig } from '../../testing/execution-rig';

let rig: ExecutionRig;

beforeAll(async () => {
  rig = await ExecutionRig.open();
  await rig.seed('source.users', 'SELECT range AS id FROM range(3)');
  await rig.seed('source.orders', 'SELECT range % 3 AS id, range AS amount FROM range(6)');
});

afterAll(() => rig.close());

it.each([
  ['source.users'],
  ["ref('source.users')"],
  ['ref("source.users")'],
  ['input_0'],
  ['source'],
  ['__THIS__'],
])('knows its only input as %s', async (name) => {
  const output = await rig.mustExecute(
    'transform.one',
    { transform: `SELECT id FROM ${name} WHERE id > 0` },
    ['source.users'],
  );
  expect(output.rowCount).toBe(2);
});

it('joins several inputs by their place and their name', async () => {
  await rig.mustExecute(
    'transform.joined',
    {
      transform:
        "SELECT u.id, sum(o.amount) AS spent FROM source.users u JOIN input_1 o USING (id) JOIN ref('source.orders') USING (id) GROUP BY ALL ORDER BY ALL",
    },
    ['source.users', 'source.orders'],
  );
  expect(await rig.rowsOf('transform.joined')).toEqual([
    { id: 0, spent: 6 },
    { id: 1, spent: 10 },
    { id: 2, spent: 14 },
  ]);
});

it('runs several statements; the last one gives the output, with params put in', async () => {
  const output = await rig.mustExecute(
    'transform.steps',
    {
      params: { least: 2 },
      transform:
        "CREATE TEMP TABLE big AS SELECT * FROM source.orders WHERE amount >= {{ least }};\nSELECT *, ';' AS mark FROM big -- the end;\n;",
    },
    ['source.orders'],
  );
  expect(output).toMatchObject({ rowCount: 4, metadata: { statements_executed: 2 } });
});

it('writes an empty result over the old one', async () => {
  await rig.seed('transform.none', 'SELECT 1 AS old');
  const output = await rig.mustExecute(
    'transform.none',
    { transform: 'SELECT id FROM source.users WHERE false' },
    ['source.users'],
  );
  expect(output.rowCount).toBe(0);
  expect(await rig.rowsOf('transform.none')).toEqual([]);
});

it('places a mistake in the file of the node', async () => {
  const failure = await rig.mustFail(
    'transform.typo',
    { transform: 'SELECT 1;\nSELECT id,\n  nam\nFROM source.users\n' },
    ['source.users'],
  );
  // kind, name, "transform: |", then the SQL, moved by two blanks.
  expect(failure).toMatchObject({
    code: 'sql_error',
    place: { file: 'seeknal/typo.yml', line: 6, column: 5 },
  });
  expect(failure.message).toMatch(/^Statement 2 failed: Binder Error: .*"nam" not found/);
});

it('places a mistake in the data at the statement', async () => {
  const failure = await rig.mustFail(
    'transform.cast',
    { transform: "SELECT CAST('x' || id AS INTEGER) AS n\nFROM source.users\n" },
    ['source.users'],
  );
  expect(failure).toMatchObject({
    code: 'sql_error',
    place: { file: 'seeknal/cast.yml', line: 4 },
  });
  expect(failure.message).toContain("Could not convert string 'x0'");
});

it('says what else could have been meant by an unknown ref', async () => {
  expect(
    await rig.mustFail('transform.lost', { transform: "SELECT * FROM ref('source.user')" }, [
      'source.users',
    ]),
  ).toMatchObject({
    code: 'unknown_ref',
    message: "Unknown ref('source.user'). Available inputs: source.users",
    hint: 'Did you mean source.users?',
  });
});

it('wants a query at the end', async () => {
  const failure = await rig.mustFail('transform.effect', { transform: 'CREATE TABLE t (a INT)' });
  expect(failure.message).toContain('The last statement must be a SELECT');
});
