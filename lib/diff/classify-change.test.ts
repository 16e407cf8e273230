import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../manifest/manifest';
import { definitionHashes } from '../state/fingerprint';
import { id, manifestOf } from '../testing/manifest-of';
import type { JsonObject, JsonValue } from '../util/json';
import { classOfChange, type ChangeClass } from './classify-change';
import { compareManifests } from './compare-manifests';

/** The class of the change of one node's document; null when there is no change. */
function classOf(before: JsonObject, after: JsonObject): ChangeClass | null {
  const [was, is] = [shopWith(before), shopWith(after)];
  const [change] = compareManifests(was, is).modifiedNodes;
  const [one, other] = [was.nodes.get(id('transform.b')), is.nodes.get(id('transform.b'))];
  if (change === undefined || one === undefined || other === undefined) return null;
  return classOfChange(change.fields, one, other);
}

function shopWith(config: JsonObject): Manifest {
  return manifestOf({ 'source.a': [], 'transform.b': ['source.a'] }, { 'transform.b': { config } });
}

describe('the class of a changed field', () => {
  it.each<[string, JsonValue, JsonValue, ChangeClass]>([
    ['description', 'Users', 'People', 'metadata'],
    ['owner', 'me', 'you', 'metadata'],
    ['tags', ['a'], ['a', 'b'], 'metadata'],
    ['audits', [{ type: 'not_null' }], [], 'metadata'],
    ['timeout', 5, 10, 'metadata'],
    ['entity', { name: 'user' }, { name: 'customer' }, 'breaking'],
    ['source_type', 'csv', 'parquet', 'breaking'],
    ['table', 'a.csv', 'b.csv', 'non_breaking'],
    ['params', { min: 5 }, { min: 10 }, 'non_breaking'],
    ['features', { a: 1, b: 2 }, { a: 1 }, 'breaking'],
    ['features', { a: 1 }, { a: 1, b: 2 }, 'non_breaking'],
    ['features', { a: { dtype: 'int' } }, { a: {} }, 'non_breaking'],
    ['features', ['a', 'b'], ['a'], 'non_breaking'],
    ['columns', { a: 'integer', b: 'text' }, { a: 'integer' }, 'breaking'],
    ['columns', { a: 'integer' }, { a: 'bigint' }, 'breaking'],
    ['columns', { a: 'integer' }, { a: 'INTEGER' }, 'metadata'],
    ['columns', { a: 'integer' }, { a: 'integer', b: 'text' }, 'non_breaking'],
    ['columns', { a: 'Primary key' }, { a: 'The key' }, 'metadata'],
    ['columns', { a: { description: 'x' } }, { a: { description: 'y' } }, 'metadata'],
    ['columns', { a: { dtype: 'int' } }, { a: { dtype: 'text' } }, 'breaking'],
    ['inputs', [{ ref: 'source.a' }], [{ ref: 'source.a' }, { ref: 'source.c' }], 'non_breaking'],
    ['inputs', [{ ref: 'source.a' }, { ref: 'source.c' }], [{ ref: 'source.a' }], 'breaking'],
    ['inputs', ['source.a', 'source.c'], ['source.c', 'source.a'], 'non_breaking'],
    ['inputs', ['source.a'], [{ ref: 'source.a' }], 'metadata'],
    ['inputs', { a: 'source.a' }, { b: 'source.a' }, 'non_breaking'],
  ])('%s: %j → %j is %s', (key, before, after, expected) => {
    expect(classOf({ [key]: before }, { [key]: after })).toBe(expected);
  });

  it('of inputs that changed places is metadata where SQL knows them by name', () => {
    const reading = (inputs: string[]): JsonObject => ({
      inputs,
      transform: 'FROM source.a, source.c',
    });
    const [was, is] = [reading(['source.a', 'source.c']), reading(['source.c', 'source.a'])];
    expect(classOf(was, is)).toBe('metadata');
  });

  it('is the highest of all fields', () => {
    expect(classOf({ owner: 'me', table: 'a' }, { owner: 'you', table: 'b' })).toBe('non_breaking');
  });
});

const values: Readonly<Record<string, readonly JsonValue[]>> = {
  description: ['a', 'b'],
  owner: ['a', 'b'],
  tags: [['a'], ['b', 'a']],
  audits: [[], [{ type: 'not_null', columns: ['a'] }]],
  timeout: [1, 2],
  schedule: ['daily', 'weekly'],
  params: [{ a: 1 }, { a: 1, b: 'x' }, {}],
  table: ['a.csv', 'b.csv'],
  entity: ['user', { name: 'user', join_keys: ['id'] }],
  features: [{ a: {} }, { a: {}, b: {} }, [{ name: 'a' }]],
  materialization: [{ offline: true }, { offline: false }],
  inputs: [
    [{ ref: 'source.a' }, { ref: 'source.b' }],
    [{ ref: 'source.b' }, { ref: 'source.a' }],
    ['source.a', 'source.b'],
    { a: 'source.a', b: 'source.b' },
  ],
  transform: ['FROM source.a', 'from  source.a', 'FROM source', 'FROM input_1'],
  unheard_of: [1, { a: [2] }],
};

it('is metadata exactly when fingerprints call the node the same, apart from layout', () => {
  const document = fc
    .record(
      Object.fromEntries(
        Object.entries(values).map(([key, some]) => [key, fc.option(fc.constantFrom(...some))]),
      ),
    )
    .map((all): JsonObject =>
      Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)),
    );
  fc.assert(
    fc.property(document, document, (before, after) => {
      const [was, is] = [before, after].map((config) =>
        definitionHashes({ config: { ...config, ...inOneLayout(config) }, columns: {} }),
      );
      const isSame = was?.content === is?.content && was?.config === is?.config;
      expect([null, 'metadata'].includes(classOf(before, after))).toBe(isSame);
    }),
    { numRuns: 2000 },
  );
});

/** The SQL of the examples in capitals and with single spaces. */
function inOneLayout({ transform }: JsonObject): JsonObject {
  return typeof transform === 'string' ? { transform: transform.replace('from  ', 'FROM ') } : {};
}

describe('the class of changed SQL', () => {
  it.each<[string, string, ChangeClass | null]>([
    ['SELECT a, b FROM t', 'select a,\n  b -- both\nfrom t;', null],
    ['SELECT a FROM t', "SELECT a FROM t WHERE b = 'x'", 'non_breaking'],
    ["SELECT a FROM t WHERE b = 'from'", "SELECT a FROM t WHERE b = 'FROM'", 'non_breaking'],
    ['SELECT a, b FROM t', 'SELECT a FROM t', 'breaking'],
    ['SELECT a FROM t', 'SELECT a, b FROM t', 'non_breaking'],
    ['SELECT TRIM(a) AS x FROM t', 'SELECT LOWER(a) x FROM t', 'non_breaking'],
    ['SELECT u.a FROM t u', 'SELECT a FROM t', 'non_breaking'],
    ['SELECT a FROM t JOIN s USING (id)', 'SELECT a FROM t', 'breaking'],
    ['SELECT a FROM t, s', 'SELECT a FROM t', 'breaking'],
    ["SELECT a FROM ref('source.t')", "SELECT a FROM ref('source.s')", 'breaking'],
    ['SELECT * FROM t', 'SELECT a FROM t', 'breaking'],
    ['SELECT a FROM t', 'SELECT t.* FROM t', 'non_breaking'],
    ['WITH c AS (SELECT z FROM t) SELECT a FROM c', 'SELECT a FROM t', 'non_breaking'],
    ['SELECT (SELECT max(q) FROM s) AS a FROM t', 'SELECT 1 AS a FROM t', 'breaking'],
    ['CREATE TABLE x AS SELECT z FROM t; SELECT a FROM x', 'SELECT a FROM x', 'non_breaking'],
    ['SELECT CASE WHEN a THEN 1 END b FROM t', 'SELECT 1 AS b FROM t', 'non_breaking'],
    ['not sql at all', 'SELECT a FROM t', 'non_breaking'],
  ])('%s → %s is %s', (before, after, expected) => {
    expect(classOf({ transform: before }, { transform: after })).toBe(expected);
    expect(classOf({ sql: before }, { sql: after })).toBe(expected);
  });

  it('breaks when the SQL goes and not when it comes', () => {
    expect(classOf({ transform: 'SELECT 1 AS a' }, {})).toBe('breaking');
    expect(classOf({}, { transform: 'SELECT 1 AS a' })).toBe('non_breaking');
  });
});
