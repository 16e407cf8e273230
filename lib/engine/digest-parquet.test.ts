import { afterAll, beforeAll, expect, it } from 'vitest';
import { ExecutionRig } from '../testing/execution-rig';
import { digestParquet } from './digest-parquet';

let rig: ExecutionRig;

beforeAll(async () => {
  rig = await ExecutionRig.open();
});
afterAll(() => rig.close());

async function digestOf(query: string): Promise<string> {
  await rig.seed('transform.made', query);
  return rig.withConnection((connection) =>
    digestParquet(connection, rig.path('target/intermediate/transform_made.parquet')),
  );
}

it('is the same for the same rows, in any order', async () => {
  const some = await digestOf("SELECT * FROM (VALUES (1, 'a'), (2, NULL), (2, NULL)) t(id, name)");
  expect(await digestOf("SELECT * FROM (VALUES (2, NULL), (1, 'a'), (2, NULL)) t(id, name)")).toBe(
    some,
  );
});

it.each([
  ['a value', "SELECT * FROM (VALUES (1, 'b'), (2, NULL)) t(id, name)"],
  ['the number of rows', "SELECT * FROM (VALUES (1, 'a')) t(id, name)"],
  [
    'two repeated rows less',
    "SELECT * FROM (VALUES (1, 'a'), (2, NULL), (3, 'c'), (3, 'c')) t(id, name)",
  ],
  ['the name of a column', "SELECT * FROM (VALUES (1, 'a'), (2, NULL)) t(id, title)"],
  ['a type', "SELECT id::BIGINT AS id, name FROM (VALUES (1, 'a'), (2, NULL)) t(id, name)"],
  ['nothing in it', "SELECT * FROM (VALUES (1, 'a')) t(id, name) WHERE false"],
])('differs with %s', async (_, query) => {
  const before = await digestOf("SELECT * FROM (VALUES (1, 'a'), (2, NULL)) t(id, name)");
  expect(await digestOf(query)).not.toBe(before);
});
