import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ExecutionRig } from '../../../testing/execution-rig';
import { TestDatabase, testServer } from '../../../testing/test-database';
import type { JsonObject } from '../../../util/json';

describe.skipIf(testServer === undefined)('a source in PostgreSQL', () => {
  let rig: ExecutionRig;
  let database: TestDatabase;

  beforeAll(async () => {
    rig = await ExecutionRig.open();
    database = await TestDatabase.create();
  });
  beforeEach(() => rig.logged.splice(0));
  afterAll(async () => {
    await rig.close();
    await database.close();
  });

  const source = (fields: JsonObject, params: JsonObject = {}): JsonObject => ({
    source: 'postgresql',
    ...fields,
    params: { url: database.url, ...params },
  });
  const outputTypes = async (id: string): Promise<Record<string, unknown>> => {
    const path = rig.path(`target/intermediate/${id.replace('.', '_')}.parquet`);
    const rows = await rig.query(`DESCRIBE FROM '${path.replaceAll("'", "''")}'`);
    return Object.fromEntries(
      rows.map(
        ({ column_name: name, column_type: type }) =>
          [typeof name === 'string' ? name : '', type] as const,
      ),
    );
  };

  it('keeps every value and its type', async () => {
    await database.query(`
      CREATE TYPE mood AS ENUM ('sad', 'happy');
      CREATE DOMAIN positive AS int CHECK (VALUE > 0);
      CREATE TABLE everything (
        b bool, i2 int2, i4 int4, i8 int8, f4 float4, f8 float8,
        n numeric(12, 3), big numeric(38, 0), free numeric, negative numeric(5, -2),
        t text, v varchar(10), c char(4), j json, jb jsonb, u uuid, raw bytea,
        d date, ti time, ts timestamp, tz timestamptz, iv interval,
        ints int[], texts text[], stamps timestamptz[], m mood, p positive, ip inet);
      INSERT INTO everything VALUES
        (true, -32768, 2147483647, 9223372036854775807, 1.5, 0.1,
         123456789.125, 12345678901234567890123456789012345678, 0.1, 12345,
         E'tab\\there\\nand \\\\ back, "quoted", \\\\N ünï ''x''', 'short', 'ab', '{"a": [1, null]}', '{"b": "\\n"}',
         '3f333df6-90a4-4fda-8dd3-9485d27cee36', '\\x00ff5c0a',
         '2026-02-28', '23:59:59.5', '2026-01-02 03:04:05.123456', '2026-01-02 03:04:05+07', '1 year 2 mons 3 days 04:05:06',
         '{1,NULL,3}', '{"a,b","NULL",null,"q\\"x"}', '{2026-01-02 03:04:05+07}', 'happy', 5, '10.0.0.1/8'),
        (NULL, NULL, NULL, NULL, 'NaN', '-Infinity', NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, '',
         'infinity', NULL, '-infinity', 'infinity', NULL, '{}', NULL, NULL, NULL, NULL, NULL)`);
    const output = await rig.mustExecute('source.everything', source({ table: 'everything' }));
    expect(output.rowCount).toBe(2);
    expect(await outputTypes('source.everything')).toEqual({
      b: 'BOOLEAN',
      i2: 'SMALLINT',
      i4: 'INTEGER',
      i8: 'BIGINT',
      f4: 'FLOAT',
      f8: 'DOUBLE',
      n: 'DECIMAL(12,3)',
      big: 'DECIMAL(38,0)',
      free: 'DOUBLE',
      negative: 'DECIMAL(7,0)',
      t: 'VARCHAR',
      v: 'VARCHAR',
      c: 'VARCHAR',
      j: 'JSON',
      jb: 'JSON',
      u: 'UUID',
      raw: 'BLOB',
      d: 'DATE',
      ti: 'TIME',
      ts: 'TIMESTAMP',
      tz: 'TIMESTAMP WITH TIME ZONE',
      iv: 'INTERVAL',
      ints: 'INTEGER[]',
      texts: 'VARCHAR[]',
      stamps: 'TIMESTAMP WITH TIME ZONE[]',
      m: 'VARCHAR',
      p: 'INTEGER',
      ip: 'VARCHAR',
    });
    const rows = await rig.withConnection((connection) =>
      connection.rows(
        `SELECT * REPLACE (raw::VARCHAR AS raw, epoch_us(tz) AS tz, epoch_us(stamps[1]) AS stamps, d::VARCHAR AS d, ts::VARCHAR AS ts, iv::VARCHAR AS iv, ints::VARCHAR AS ints, to_json(texts)::VARCHAR AS texts, n::VARCHAR AS n, big::VARCHAR AS big, f4::VARCHAR AS f4, f8::VARCHAR AS f8)
         FROM '${rig.path('target/intermediate/source_everything.parquet').replaceAll("'", "''")}'`,
      ),
    );
    expect(rig.logged.join()).toContain('free is numeric without digits, of which DOUBLE keeps 15');
    const instant = Date.UTC(2026, 0, 1, 20, 4, 5) * 1000;
    expect(rows[0]).toEqual({
      b: true,
      i2: -32768,
      i4: 2147483647,
      i8: '9223372036854775807',
      f4: '1.5',
      f8: '0.1',
      n: '123456789.125',
      big: '12345678901234567890123456789012345678',
      free: 0.1,
      negative: '12300',
      t: `tab\there\nand \\ back, "quoted", \\N ünï 'x'`,
      v: 'short',
      c: 'ab  ',
      j: '{"a": [1, null]}',
      jb: '{"b": "\\n"}',
      u: '3f333df6-90a4-4fda-8dd3-9485d27cee36',
      raw: '\\x00\\xFF\\x5C\\x0A',
      d: '2026-02-28',
      ti: '23:59:59.5',
      ts: '2026-01-02 03:04:05.123456',
      tz: instant,
      iv: '1 year 2 months 3 days 04:05:06',
      ints: '[1, NULL, 3]',
      texts: '["a,b","NULL",null,"q\\"x"]',
      stamps: instant,
      m: 'happy',
      p: 5,
      ip: '10.0.0.1/8',
    });
    expect(rows[1]).toMatchObject({
      b: null,
      f4: 'nan',
      f8: '-inf',
      n: null,
      t: '',
      raw: '',
      d: 'infinity',
      ts: '-infinity',
      ints: '[]',
      texts: null,
    });
  });

  it('tells an empty text from none, also when the table has nothing else', async () => {
    await database.query(
      `CREATE TABLE one (t text); INSERT INTO one VALUES (''), (NULL), ('x'), ('\\.')`,
    );
    await rig.mustExecute('source.one', source({ table: 'public.one' }));
    expect(await rig.rowsOf('source.one')).toEqual([
      { t: '' },
      { t: null },
      { t: 'x' },
      { t: '\\.' },
    ]);
  });

  it('reads values of several megabytes', async () => {
    await database.query(
      `CREATE TABLE long AS SELECT repeat('ä', 3000000) AS t UNION ALL SELECT 'short'`,
    );
    await rig.mustExecute('source.long', source({ table: 'long' }));
    expect(
      await rig.query(
        `SELECT length(t) AS n FROM '${rig.path('target/intermediate/source_long.parquet').replaceAll("'", "''")}' ORDER BY n`,
      ),
    ).toEqual([{ n: 5 }, { n: 3_000_000 }]);
  });

  it('reads what a query gives, and lets none change anything', async () => {
    await database.query(
      'CREATE TABLE "My Table" (id int); INSERT INTO "My Table" VALUES (1), (2)',
    );
    await rig.mustExecute(
      'source.q',
      source(
        {},
        {
          query:
            '-- a remark\nWITH x AS (SELECT * FROM "My Table") SELECT sum(id) AS s FROM x; -- end',
        },
      ),
    );
    expect(await rig.rowsOf('source.q')).toEqual([{ s: 3 }]);
    for (const query of [
      'DELETE FROM "My Table"',
      'WITH gone AS (DELETE FROM "My Table" RETURNING id) SELECT * FROM gone',
      'SELECT 1; DROP TABLE "My Table"',
      `SELECT 1) TO PROGRAM 'touch /tmp/owned' --`,
    ]) {
      await rig.mustFail('source.q', source({}, { query }));
    }
    expect(await database.query('SELECT count(*)::int AS n FROM "My Table"')).toEqual([{ n: 2 }]);
    const files = await readdir(rig.path('target/tmp'));
    expect(files.filter((name) => name.endsWith('.tsv'))).toEqual([]);
  });

  it('says what is wrong: no such table, no such column, no such server, no such password', async () => {
    await database.query('CREATE SCHEMA IF NOT EXISTS shop; CREATE TABLE shop.orders (id int)');
    expect(await rig.mustFail('source.a', source({ table: 'shop.ordres' }))).toMatchObject({
      code: 'unreadable_data',
      message: `source.a can't read shop.ordres: relation "shop.ordres" does not exist`,
      hint: 'Did you mean shop.orders?',
    });
    expect(
      (
        await rig.mustFail(
          'source.a',
          source({ table: 'shop.orders', freshness: { time_column: 'ts' } }),
        )
      ).message,
    ).toBe('source.a: freshness.time_column is ts, and shop.orders has only id.');
    const nobody = await rig.mustFail('source.a', {
      source: 'postgres',
      table: 't',
      params: { host: '127.0.0.1', port: 1, user: 'me', password: 'hunter2', database: 'shop' },
    });
    expect(nobody).toMatchObject({
      code: 'server_unreachable',
      message: "source.a: shop at 127.0.0.1:1 can't be reached: connect ECONNREFUSED 127.0.0.1:1.",
    });
    expect(await rig.mustFail('source.a', { source: 'postgresql', table: 't' })).toMatchObject({
      code: 'invalid_connection',
      message: 'source.a: Nothing says which database is meant.',
    });
  });

  it('compares the rows with the declared columns', async () => {
    await database.query('CREATE TABLE strict (id int, at timestamptz)');
    const failure = await rig.mustFail(
      'source.s',
      source({
        table: 'strict',
        strict: true,
        columns: { id: 'int', at: 'timestamptz', x: 'text' },
      }),
    );
    expect(failure.message).toBe(
      'source.s is strict: x is declared, but the data has only id, at.',
    );
  });

  describe('with a time column', () => {
    const read = (further: JsonObject = {}, context = {}) =>
      rig.mustExecute(
        'source.events',
        source({ table: 'events', freshness: { time_column: 'at' }, ...further }),
        [],
        context,
      );
    const ids = async () =>
      (await rig.rowsOf('source.events')).map((row) => Number(row['id'])).sort((a, b) => a - b);

    it('reads what is new, and the output stays complete', async () => {
      await database.query(`CREATE TABLE events (id int, at timestamptz, note text);
        INSERT INTO events SELECT i, timestamptz '2026-01-01' + i * interval '1 hour', 'old' FROM generate_series(1, 1000) i;
        INSERT INTO events VALUES (5000, NULL, 'no time')`);
      const first = await read();
      expect(first.rowCount).toBe(1001);
      expect(first.metadata).toMatchObject({ pg_time_column: 'at' });
      expect(first.metadata).not.toHaveProperty('incremental');

      // One with the very time of the last, one newer, one without a time; and a change that nobody sees.
      await database.query(`INSERT INTO events
        SELECT 1001, max(at), 'same moment' FROM events UNION ALL
        SELECT 1002, max(at) + interval '1 second', 'new' FROM events UNION ALL
        SELECT 5001, NULL, 'no time';
        UPDATE events SET note = 'changed' WHERE id = 1`);
      const second = await read();
      expect(second.metadata).toMatchObject({ incremental: true, rows_read: 5 });
      expect(second.rowCount).toBe(1004);
      expect(await ids()).toEqual([
        ...Array.from({ length: 1002 }, (_, index) => index + 1),
        5000,
        5001,
      ]);

      const full = await read({}, { full: true });
      expect(full.rowCount).toBe(1004);
      const rows = await rig.rowsOf('source.events');
      expect(rows.find((row) => row['id'] === 1)).toMatchObject({ note: 'changed' });
    });

    it('reads all again when the table has another column, or the node means another table', async () => {
      await database.query('ALTER TABLE events ADD COLUMN more int DEFAULT 7');
      expect((await read()).metadata).not.toHaveProperty('incremental');
      expect((await read()).metadata).toHaveProperty('incremental');
      await database.query(
        'CREATE TABLE events2 AS FROM_EVENTS'.replace('FROM_EVENTS', 'TABLE events'),
      );
      expect((await read({ table: 'events2' })).metadata).not.toHaveProperty('incremental');
    });

    it('reads all when the time is infinite or no time at all', async () => {
      await database.query(`INSERT INTO events VALUES (6000, 'infinity', 'late')`);
      await read({}, { full: true });
      expect((await read()).metadata).not.toHaveProperty('incremental');
      rig.logged.splice(0);
      await read({ freshness: { time_column: 'note' } });
      await read({ freshness: { time_column: 'note' } });
      expect(rig.logged[0]).toContain('All rows are read: note is VARCHAR');
    });
  });
});
