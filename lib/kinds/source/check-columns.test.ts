import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ExecutionRig } from '../../testing/execution-rig';
import type { JsonObject, JsonValue } from '../../util/json';

let rig: ExecutionRig;

beforeAll(async () => {
  rig = await ExecutionRig.open();
  await rig.write(
    'data/users.csv',
    'id,email,joined_on,score,nothing\n1,a@b.example,2026-01-02,1.5,\n2,,2026-01-03,2,\n',
  );
});
beforeEach(() => rig.logged.splice(0));
afterAll(() => rig.close());

const users = (columns: JsonValue, further: JsonObject = {}): JsonObject => ({
  source: 'csv',
  table: 'data/users.csv',
  columns,
  ...further,
});

it.each([
  ['descriptions', { id: 'User key', email: 'Where to write (may be empty); DROP TABLE x' }],
  ['types', { id: 'BIGINT', email: 'varchar', joined_on: 'date', score: 'double precision' }],
  ['other sizes of the same type', { id: 'int', score: 'decimal(10, 2)' }],
  ['whole numbers where fractions may be', { id: 'double' }],
  ['names in another case', { ID: 'bigint' }],
  ['a type without any value', { nothing: 'timestamp' }],
  ['mappings', { id: { type: 'bigint', description: 'Key' }, email: { description: 'Mail' } }],
  ['a list', ['id', { name: 'email', type: 'text' }]],
  ['nothing', {}],
])('accepts %s that the data agrees with', async (_, columns) => {
  const output = await rig.mustExecute('source.users', users(columns, { strict: true }));
  expect(output.metadata).toEqual({ source: 'csv', table: 'data/users.csv' });
  expect(rig.logged).toEqual([]);
});

it('warns of a column that is missing and of one with another type, and reads the rest', async () => {
  const output = await rig.mustExecute(
    'source.users',
    users({ id: 'varchar', phone: 'Phone number', score: { dtype: 'date' } }),
  );
  const warnings = [
    'source.users: id is declared as VARCHAR, but is BIGINT.',
    'source.users: phone is declared, but the data has only id, email, joined_on, score, nothing.',
    'source.users: score is declared as DATE, but is DOUBLE.',
  ];
  expect(rig.logged).toEqual(warnings);
  expect(output).toMatchObject({ rowCount: 2, metadata: { warnings } });
});

it('fails when it is strict, points at the column, and keeps the last output', async () => {
  await rig.seed('source.users', 'SELECT 1 AS old');
  const failure = await rig.mustFail(
    'source.users',
    users({ id: 'bigint', email: 'integer' }, { strict: true }),
  );
  expect(failure).toMatchObject({
    code: 'schema_mismatch',
    message: 'source.users is strict: email is declared as INTEGER, but is VARCHAR.',
    place: { file: 'seeknal/users.yml', line: 7, column: 10 },
  });
  expect(await rig.rowsOf('source.users')).toEqual([{ old: 1 }]);
});
