import { afterAll, describe, expect, it } from 'vitest';
import { SqlMeaning } from './sql-meaning';

const meaning = new SqlMeaning();
afterAll(() => meaning.close());

describe('means the same', () => {
  it.each([
    ['case and layout', 'select a\n  from t', 'SELECT a FROM t'],
    ['comments', 'SELECT a -- which\nFROM t', 'SELECT /* this */ a FROM t'],
    ['a last semicolon', 'SELECT a FROM t;', 'SELECT a FROM t'],
    ['brackets without effect', 'SELECT (a + b) AS c FROM t', 'SELECT a + b AS c FROM t'],
    ['AS left out', 'SELECT a AS b FROM t AS x', 'SELECT a b FROM t x'],
    ['quoted names', 'SELECT "a" FROM "t"', 'SELECT a FROM t'],
    ['both ways to cast', 'SELECT a::int AS a FROM t', 'SELECT CAST(a AS INTEGER) AS a FROM t'],
    ['both signs of inequality', 'SELECT a FROM t WHERE a <> 1', 'SELECT a FROM t WHERE a != 1'],
    ['INNER left out', 'FROM a INNER JOIN b USING (id)', 'FROM a JOIN b USING (id)'],
    ['FROM first', 'FROM t SELECT a', 'SELECT a FROM t'],
    ['references', "SELECT a FROM ref('source.t')", 'select a from "ref"(\'source.t\')'],
    [
      'the same expressions in the same places',
      "SELECT (a) FROM t WHERE a > {{ least }} AND b < '{{ today(-1) }}'",
      "select a FROM t WHERE a > {{least}} AND b < '{{ today(-1) }}'",
    ],
    [
      'other statements by their words',
      'CREATE TABLE x as select 1; SELECT (a) FROM x',
      'CREATE TABLE x AS SELECT 1;\nSELECT a FROM x',
    ],
  ])('%s', async (_, before, after) => {
    expect(await meaning.isSame(before, after)).toBe(true);
  });
});

describe('does not mean the same', () => {
  it.each([
    ['another column', 'SELECT a FROM t', 'SELECT b FROM t'],
    ['another name of the output', 'SELECT a AS b FROM t', 'SELECT a AS c FROM t'],
    ['another case of a name, which the output shows', 'SELECT Id FROM t', 'SELECT id FROM t'],
    ['another order of columns', 'SELECT a, b FROM t', 'SELECT b, a FROM t'],
    ['another order of rows', 'SELECT a FROM t ORDER BY a', 'SELECT a FROM t ORDER BY a DESC'],
    ['another join', 'FROM a LEFT JOIN b USING (id)', 'FROM a JOIN b USING (id)'],
    ['another text', "SELECT 'a b' AS x", "SELECT 'a  b' AS x"],
    [
      'numbers that JavaScript takes for the same',
      'SELECT 9007199254740992 AS x',
      'SELECT 9007199254740993 AS x',
    ],
    [
      'a text that looks like a place in the query',
      `SELECT '"query_location":1,' AS x`,
      `SELECT '"query_location":2,' AS x`,
    ],
    ['another expression', 'SELECT (a) FROM {{ x }}', 'SELECT a FROM {{ y }}'],
    ['another expression in a text', "SELECT ('{{ x }}')", "SELECT '{{ y }}'"],
    ['one statement more', 'SELECT 1', 'SELECT 1; SELECT 1'],
    [
      'other statements in other words',
      'CREATE TABLE x AS SELECT (1)',
      'CREATE TABLE x AS SELECT 1',
    ],
    ['what can not be read', 'SELECT FROM WHERE (1)', 'SELECT FROM WHERE 1'],
  ])('%s', async (_, before, after) => {
    expect(await meaning.isSame(before, after)).toBe(false);
  });
});

it('looks at SQL, and at nothing else', async () => {
  const [before, after] = ['SELECT (1)', 'SELECT 1'];
  const others = [
    { path: 'params.text', before, after },
    { path: 'transform', before, after: undefined },
  ];
  const kept = { path: 'transform', before, after };
  expect(await meaning.realChanges([kept, ...others])).toEqual(others);
});
