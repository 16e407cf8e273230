import { readFile } from 'node:fs/promises';
import { createClient } from '@libsql/client/sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ExecutionRig } from '../../testing/execution-rig';
import type { JsonObject } from '../../util/json';

let rig: ExecutionRig;
const path = 'shop.db';
const table = (name: string): JsonObject => ({ source: 'sqlite', table: name, params: { path } });

beforeAll(async () => {
  rig = await ExecutionRig.open();
  const url = `file:${rig.path(path).split('/').map(encodeURIComponent).join('/')}`;
  const client = createClient({ url });
  await client.executeMultiple(`
    CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, score REAL, price NUMERIC, photo BLOB, odd);
    INSERT INTO users VALUES
      (-5, 'Sari, "W."', 1, 5, x'00ff', 1),
      (7, NULL, 2.5, 6, NULL, 'one'),
      (9007199254740993, '', NULL, NULL, NULL, x'0a');
    CREATE VIEW named AS SELECT id, name FROM users WHERE name <> '' ORDER BY id;
    CREATE TABLE words (rowid TEXT PRIMARY KEY, n INT) WITHOUT ROWID;
    INSERT INTO words VALUES ('a', 1), ('b', 2);
    CREATE TABLE empty (id INTEGER, price DECIMAL(10, 2), note TEXT);
    CREATE TABLE many AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
      SELECT i, i * 2 AS double, 'row ' || i AS text FROM n;
    DELETE FROM many WHERE i % 7 = 0;
  `);
  client.close();
});

afterAll(() => rig.close());

it('reads a table with the types of its values, and leaves the file as it is', async () => {
  const before = await readFile(rig.path(path));
  const output = await rig.mustExecute('source.users', table('users'));
  expect(output).toMatchObject({ rowCount: 3, metadata: { source: 'sqlite', table: 'users' } });
  expect(await rig.rowsOf('source.users')).toEqual([
    { id: -5, name: 'Sari, "W."', score: 1, price: 5, photo: '\\x00\\xFF', odd: '1' },
    { id: 7, name: null, score: 2.5, price: 6, photo: null, odd: 'one' },
    { id: '9007199254740993', name: '', score: null, price: null, photo: null, odd: '0A' },
  ]);
  expect(before.equals(await readFile(rig.path(path)))).toBe(true);
});

it('reads a view, a table without row numbers and an empty table', async () => {
  await rig.mustExecute('source.named', table('named'));
  await rig.mustExecute('source.words', table('WORDS'));
  const empty = await rig.mustExecute('source.empty', {
    ...table('empty'),
    columns: { id: 'bigint', price: 'double', note: 'text' },
    strict: true,
  });
  expect(await rig.rowsOf('source.named')).toEqual([{ id: -5, name: 'Sari, "W."' }]);
  expect(await rig.rowsOf('source.words')).toEqual([
    { rowid: 'a', n: 1 },
    { rowid: 'b', n: 2 },
  ]);
  expect(empty.rowCount).toBe(0);
});

it('reads every row once when there are more than it holds at a time', async () => {
  const seen: (number | null)[] = [];
  await rig.mustExecute('source.many', table('many'), [], {
    progress: ({ rows }) => seen.push(rows),
  });
  const rows = await rig.rowsOf('source.many');
  const expected = Array.from({ length: 30_000 }, (_, index) => index + 1)
    .filter((i) => i % 7 !== 0)
    .map((i) => ({ i, double: i * 2, text: `row ${String(i)}` }));
  expect(rows).toEqual(expected);
  expect(seen.filter((count) => count !== null)).toEqual([10_240, 20_480, expected.length]);
});

it('takes the file from "table" when params.table names the table', async () => {
  await rig.mustExecute('source.words', {
    source: 'sqlite',
    table: path,
    params: { table: 'words' },
  });
  expect(await rig.rowsOf('source.words')).toHaveLength(2);
});

it.each([
  ['a table that is not there', table('nope'), 'it has no table nope; its tables are empty, many,'],
  ['no table', { source: 'sqlite', table: path }, 'params.table must name one of its tables'],
  [
    'another schema',
    { source: 'sqlite', table: 'users', params: { path, schema: 'audit' } },
    'only the schema main',
  ],
])('says what is wrong with %s', async (_, config, message) => {
  const failure = await rig.mustFail('source.users', config);
  expect(failure.code).toBe('unreadable_data');
  expect(failure.message).toContain("Failed to load SQLITE from 'shop.db': ");
  expect(failure.message).toContain(message);
});

it('fails cleanly when the file is no SQLite file or is not there, and makes none', async () => {
  await rig.write(
    'text.db',
    'only text, and long enough to be taken for a file of SQLite'.repeat(20),
  );
  const broken = await rig.mustFail('source.b', { ...table('t'), params: { path: 'text.db' } });
  expect(broken).toMatchObject({ code: 'unreadable_data' });
  const gone = await rig.mustFail('source.g', { ...table('t'), params: { path: 'gone.db' } });
  expect(gone).toMatchObject({
    code: 'input_missing',
    message: 'source.g: no file at gone.db',
    hint: expect.stringContaining('"params.path"') as string,
  });
  await expect(readFile(rig.path('gone.db'))).rejects.toThrow('ENOENT');
});

it('ends when the run is cancelled', async () => {
  const abort = new AbortController();
  const failure = await rig.mustFail('source.many', table('many'), [], {
    signal: abort.signal,
    progress: () => abort.abort(),
  });
  expect(failure.code).toBe('cancelled');
});
