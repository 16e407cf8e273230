import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExecutionRig } from '../../../testing/execution-rig';
import { TestDatabase, testServer } from '../../../testing/test-database';
import type { JsonObject } from '../../../util/json';

describe.skipIf(testServer === undefined)('an exposure in PostgreSQL', () => {
  let rig: ExecutionRig;
  let database: TestDatabase;

  beforeAll(async () => {
    rig = await ExecutionRig.open();
    database = await TestDatabase.create();
  });
  afterAll(async () => {
    await rig.close();
    await database.close();
  });

  const config = (params: JsonObject): JsonObject => ({
    type: 'database',
    params: { url: database.url, ...params },
  });
  /** Gives the rows of a query to the table that the params name. */
  const deliver = async (query: string, params: JsonObject) => {
    await rig.seed('transform.rows', query);
    return rig.mustExecute('exposure.db', config(params), ['transform.rows']);
  };
  const refuse = async (query: string, params: JsonObject) => {
    await rig.seed('transform.rows', query);
    return rig.mustFail('exposure.db', config(params), ['transform.rows']);
  };
  const users = (...rows: readonly string[]): string =>
    `FROM (VALUES ${rows.join(', ')}) users(id, name)`;

  it('carries every type over and back', async () => {
    const query = `SELECT true AS b, 1::TINYINT AS ti, 2::USMALLINT AS us, 4294967295::UINTEGER AS ui,
        18446744073709551615::UBIGINT AS ub, 17014118346046923173168730371588410572::DECIMAL(38, 0) AS h,
        'inf'::FLOAT AS f, 0.1::DOUBLE AS d, 12.340::DECIMAL(10, 3) AS dec, E'a"b\\n,\\\\c ü' AS t, '' AS empty,
        NULL::VARCHAR AS nothing, DATE '2026-02-28' AS day, TIME '12:30:00.5' AS clock,
        TIMESTAMP '2026-01-02 03:04:05.123456' AS ts, TIMESTAMPTZ '2026-01-02 03:04:05+07' AS tz,
        INTERVAL '1 year 2 months 3 days 04:05:06' AS iv, '3f333df6-90a4-4fda-8dd3-9485d27cee36'::UUID AS u,
        '\\xAB\\x00'::BLOB AS raw, '{"a": 1}'::JSON AS j, [1, NULL, 3] AS ints, ['a,"b', 'NULL', NULL, ''] AS texts,
        {'x': 1, 'y': 'z'} AS s, ['a'::ENUM('a')][1] AS e
      UNION ALL SELECT ${Array.from({ length: 24 }, () => 'NULL').join(', ')}`;
    expect(await deliver(query, { table: 'shop.everything' })).toMatchObject({
      rowCount: 2,
      outputPath: null,
      metadata: { exposure_type: 'database', table: 'shop.everything', mode: 'full' },
    });
    const types = await database.query(
      `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
       WHERE attrelid = 'shop.everything'::regclass AND attnum > 0`,
    );
    expect(Object.fromEntries(types.map(({ name, type }) => [name, type]))).toEqual({
      b: 'boolean',
      ti: 'smallint',
      us: 'integer',
      ui: 'bigint',
      ub: 'numeric(20,0)',
      h: 'numeric(38,0)',
      f: 'real',
      d: 'double precision',
      dec: 'numeric(10,3)',
      t: 'text',
      empty: 'text',
      nothing: 'text',
      day: 'date',
      clock: 'time without time zone',
      ts: 'timestamp without time zone',
      tz: 'timestamp with time zone',
      iv: 'interval',
      u: 'uuid',
      raw: 'bytea',
      j: 'jsonb',
      ints: 'integer[]',
      texts: 'text[]',
      s: 'jsonb',
      e: 'text',
    });
    const [row, empty] = await database.texts(
      `SET TimeZone = 'UTC'; TABLE shop.everything`.split('; ')[1] ?? '',
    );
    expect(
      row?.map((value, at) => (at === 15 ? new Date(value ?? '').toISOString() : value)),
    ).toEqual([
      't',
      '1',
      '2',
      '4294967295',
      '18446744073709551615',
      '17014118346046923173168730371588410572',
      'Infinity',
      '0.1',
      '12.340',
      'a"b\n,\\c ü',
      '',
      null,
      '2026-02-28',
      '12:30:00.5',
      '2026-01-02 03:04:05.123456',
      '2026-01-01T20:04:05.000Z',
      '1 year 2 mons 3 days 04:05:06',
      '3f333df6-90a4-4fda-8dd3-9485d27cee36',
      '\\xab00',
      '{"a": 1}',
      '{1,NULL,3}',
      '{"a,\\"b","NULL",NULL,""}',
      '{"x": 1, "y": "z"}',
      'a',
    ]);
    expect(empty?.every((value) => value === null)).toBe(true);
  });

  it('replaces all rows, and the table when its columns change', async () => {
    const params = { table: 'full_users' };
    await deliver(users("(1, 'Ann')", "(2, 'Bo')"), params);
    await database.query(
      'GRANT SELECT ON full_users TO PUBLIC; CREATE VIEW names AS SELECT name FROM full_users',
    );
    await deliver(users("(3, 'Cy')"), params);
    expect(await database.query('TABLE full_users')).toEqual([{ id: 3, name: 'Cy' }]);
    expect(await database.query('TABLE names')).toEqual([{ name: 'Cy' }]);

    const refused = await refuse("SELECT 4 AS id, 'x' AS mail", params);
    expect(refused.message).toContain('other objects depend on it');
    expect(refused.hint).toContain('cascade: true');
    expect(await database.query('TABLE names')).toEqual([{ name: 'Cy' }]);
    await deliver("SELECT 4 AS id, 'x' AS mail", { ...params, cascade: true });
    expect(await database.query('TABLE full_users')).toEqual([{ id: 4, mail: 'x' }]);
  });

  it('adds rows', async () => {
    const params = { table: 'more', mode: 'append' };
    await deliver(users("(1, 'Ann')"), params);
    expect(await deliver(users("(1, 'Ann')", '(2, NULL)'), params)).toMatchObject({ rowCount: 2 });
    expect(await database.query('SELECT count(*)::int AS n FROM more')).toEqual([{ n: 3 }]);
    expect((await refuse('SELECT 1 AS other', params)).message).toBe(
      'exposure.db: The table "more" has no column other.',
    );
  });

  it('replaces rows with the same keys, and leaves columns alone that it does not have', async () => {
    const params = { table: 'upserted', mode: 'upsert', unique_keys: ['id'] };
    await deliver(users("(1, 'Ann')", "(2, 'Bo')"), params);
    await database.query(
      `ALTER TABLE upserted ADD COLUMN note text; UPDATE upserted SET note = 'mine'`,
    );
    expect(await deliver(users("(2, 'Bob')", "(3, 'Cy')"), params)).toMatchObject({ rowCount: 2 });
    expect(await database.query('SELECT * FROM upserted ORDER BY id')).toEqual([
      { id: 1, name: 'Ann', note: 'mine' },
      { id: 2, name: 'Bob', note: 'mine' },
      { id: 3, name: 'Cy', note: null },
    ]);
    expect(await refuse(users("(4, 'a')", "(4, 'b')"), params)).toMatchObject({
      code: 'target_keys',
      message: 'exposure.db: 1 values of the keys id occur more than once in the data.',
    });
    expect((await refuse(users("(NULL, 'a')"), params)).message).toContain('are empty');
    expect(await database.query('SELECT count(*)::int AS n FROM upserted')).toEqual([{ n: 3 }]);
  });

  it('leaves the table as it was when a row does not fit', async () => {
    await database.query(
      `CREATE TABLE checked (id int CHECK (id < 10), name varchar(3)); INSERT INTO checked VALUES (1, 'old')`,
    );
    const params = { table: 'checked', create_table: false };
    expect((await refuse(users("(2, 'ok')", "(99, 'bad')"), params)).message).toMatch(
      /^exposure\.db: "checked" in test_\w+ at 127\.0\.0\.1:\d+ can't be written: .*check constraint/,
    );
    expect(await database.query('TABLE checked')).toEqual([{ id: 1, name: 'old' }]);
    expect(
      (await refuse(users('(1, NULL)'), { table: 'nowhere', create_table: false })).message,
    ).toBe('exposure.db: There is no table "nowhere".');
    const left = await readdir(rig.path('target/tmp'));
    expect(left.filter((name) => name.endsWith('.csv'))).toEqual([]);
  });
});
