import { describe, expect, it } from 'vitest';
import { refCalls, resolveRefs } from './resolve-refs';
import { resolveParameters } from './resolve-parameters';
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
      ),
    ).toEqual({ sql: 'SELECT * FROM "source"."users" JOIN "transform"."clean" USING (id)' });
  });

  it('to what is not an input are named', () => {
    expect(resolveRefs(`FROM ref('source.nope')`, new Set(['source.users']))).toEqual({
      unknown: 'source.nope',
    });
    expect(refCalls(`ref('a.b') ref("c.d") ref('a.b')`)).toEqual(['a.b', 'c.d']);
  });
});

describe('parameters', () => {
  it('are put in as they are; what is no parameter stays', () => {
    expect(resolveParameters('WHERE a >= {{ min }} AND b = {{other}}', { min: 5 })).toBe(
      'WHERE a >= 5 AND b = {{other}}',
    );
  });
});
