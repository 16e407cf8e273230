import { describe, expect, it } from 'vitest';
import { refCalls, resolveRefs } from './resolve-refs';
import { splitStatements } from './split-statements';

describe('splitting SQL', () => {
  it('cuts at semicolons and says where each statement starts', () => {
    expect(splitStatements('CREATE TABLE t AS SELECT 1;\n\n  SELECT * FROM t;\n')).toEqual([
      { sql: 'CREATE TABLE t AS SELECT 1', line: 1, column: 1 },
      { sql: 'SELECT * FROM t', line: 3, column: 3 },
    ]);
  });

  it.each([
    ["SELECT ';'"],
    ["SELECT 'it''s; fine'"],
    ['SELECT ";" FROM t'],
    ['SELECT 1 -- a; b'],
    ['SELECT /* a; /* nested; */ b; */ 1'],
    ['SELECT $$a;b$$'],
    ['SELECT $x$ a; $$ b; $x$'],
  ])('leaves %s whole', (sql) => {
    expect(splitStatements(sql).map((statement) => statement.sql)).toEqual([sql]);
  });

  it('passes over pieces that are only comments', () => {
    expect(splitStatements('SELECT 1; -- the end\n;;')).toHaveLength(1);
    expect(splitStatements(' /* nothing */ ')).toEqual([]);
  });
});

describe('references', () => {
  it('are replaced by quoted views, with either quote', () => {
    const inputs = new Set(['source.users', 'transform.clean']);
    expect(
      resolveRefs(
        `SELECT * FROM ref('source.users') JOIN ref( "transform.clean" ) USING (id)`,
        inputs,
        new Map(),
      ),
    ).toMatchObject({ text: 'SELECT * FROM "source"."users" JOIN "transform"."clean" USING (id)' });
  });

  it('to what is not an input are named', () => {
    expect(resolveRefs(`FROM ref('source.nope')`, new Set(['source.users']), new Map())).toEqual({
      unknown: 'source.nope',
      offset: 5,
    });
    expect(refCalls(`ref('a.b') ref("c.d") ref('a.b')`)).toEqual(['a.b', 'c.d']);
  });

  it('in comments and strings are words, and references no more', () => {
    const sql = `SELECT 'ref("a.b")' /* ref('c.d') */ FROM ref('e.f') -- ref('g.h')`;
    expect(refCalls(sql)).toEqual(['e.f']);
  });

  it('are also made by the names of inputs that have some', () => {
    const named = new Map([
      ['users', 'source.users'],
      ['orders', 'source.orders'],
    ]);
    const inputs = new Set(named.values());
    expect(
      resolveRefs(
        `FROM $users u JOIN {orders} o USING (id) JOIN ref('users') WHERE a = '$users' AND b = $1 AND c = $$users$$`,
        inputs,
        named,
      ),
    ).toMatchObject({
      text: `FROM "source"."users" u JOIN "source"."orders" o USING (id) JOIN "source"."users" WHERE a = '$users' AND b = $1 AND c = $$users$$`,
    });
  });
});
