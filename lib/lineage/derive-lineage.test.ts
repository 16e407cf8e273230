import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineConnection } from '../engine/connection';
import { openEngine, type Engine } from '../engine/engine';
import type { NamedColumn } from '../graph/column-origin';
import { nodeId } from '../graph/node-id';
import { deriveLineage, type LineageNode } from './derive-lineage';
import { parseSql } from './parse-sql';

const users = nodeId('source', 'users');
const orders = nodeId('source', 'orders');
const outside = nodeId('source', 'outside');
const made = nodeId('transform', 'made');
const schemas: Record<string, readonly string[]> = {
  [users]: ['user_id', 'email', 'country', 'age', 'tags', 'address'],
  [orders]: ['order_id', 'user_id', 'amount', 'status', 'ordered_at'],
};

/**
 * `name = columns` is taken as it is, `name ~ columns` is computed from them, `name ? columns` may have more that is not
 * known. `u` is source.users, `o` source.orders, `x` a source that was never built.
 */
const queries: readonly (readonly [what: string, sql: string, expected: string])[] = [
  ['columns', 'SELECT user_id, email FROM source.users', 'user_id = u.user_id; email = u.email'],
  ['an alias', 'SELECT email AS mail FROM source.users', 'mail = u.email'],
  ['a table alias', 'SELECT t.email FROM source.users AS t', 'email = u.email'],
  ['a qualified name', 'SELECT source.users.email FROM source.users', 'email = u.email'],
  ['another case', 'SELECT T.EMAIL FROM source.Users t', 'EMAIL = u.email'],
  [
    'a star',
    'SELECT * FROM source.orders',
    'order_id = o.order_id; user_id = o.user_id; amount = o.amount; status = o.status; ordered_at = o.ordered_at',
  ],
  ['FROM first', 'FROM source.users SELECT age', 'age = u.age'],
  [
    'a star with EXCLUDE',
    'SELECT * EXCLUDE (age, tags, address) FROM source.users',
    'user_id = u.user_id; email = u.email; country = u.country',
  ],
  [
    'a star with REPLACE',
    'SELECT * EXCLUDE (age, tags, address, country) REPLACE (lower(email) AS email) FROM source.users',
    'user_id = u.user_id; email ~ u.email',
  ],
  [
    'a star with RENAME',
    'SELECT * EXCLUDE (age, tags, address, country) RENAME (email AS mail) FROM source.users',
    'user_id = u.user_id; mail = u.email',
  ],
  [
    'a star of one table',
    'SELECT o.*, u.email FROM source.orders o JOIN source.users u ON u.user_id = o.user_id',
    'order_id = o.order_id; user_id = o.user_id; amount = o.amount; status = o.status; ordered_at = o.ordered_at; email = u.email',
  ],
  [
    'a column pattern',
    "SELECT COLUMNS('.*_id') FROM source.orders",
    'order_id = o.order_id; user_id = o.user_id',
  ],
  ['a computed value', 'SELECT upper(email) AS mail FROM source.users', 'mail ~ u.email'],
  ['a cast', 'SELECT age::VARCHAR AS age FROM source.users', 'age ~ u.age'],
  [
    'several columns',
    'SELECT amount * age AS v FROM source.users u JOIN source.orders o USING (user_id)',
    'v ~ o.amount u.age',
  ],
  [
    'a CASE',
    "SELECT CASE WHEN status = 'paid' THEN amount ELSE 0 END AS paid FROM source.orders",
    'paid ~ o.amount o.status',
  ],
  ['constants and counts', 'SELECT 1 AS one, count(*) AS n FROM source.orders', 'one ~; n ~'],
  [
    'aggregates',
    "SELECT user_id, sum(amount) FILTER (status = 'paid') AS paid FROM source.orders GROUP BY ALL",
    'user_id = o.user_id; paid ~ o.amount o.status',
  ],
  [
    'a window',
    'SELECT row_number() OVER (PARTITION BY user_id ORDER BY ordered_at) AS n FROM source.orders',
    'n ~ o.ordered_at o.user_id',
  ],
  [
    'an alias used again',
    'SELECT amount * 2 AS twice, twice + 1 AS more FROM source.orders',
    'twice ~ o.amount; more ~ o.amount',
  ],
  [
    'a column before an alias of its name',
    'SELECT lower(email) AS email, email AS raw FROM source.users',
    'email ~ u.email; raw = u.email',
  ],
  [
    'a join with USING',
    'SELECT * EXCLUDE (age, tags, address, country, status, ordered_at) FROM source.users JOIN source.orders USING (user_id)',
    'user_id = u.user_id; email = u.email; order_id = o.order_id; amount = o.amount',
  ],
  [
    'a natural join',
    'SELECT * EXCLUDE (age, tags, address, country, status, ordered_at) FROM source.users NATURAL JOIN source.orders',
    'user_id = u.user_id; email = u.email; order_id = o.order_id; amount = o.amount',
  ],
  [
    'a semi join',
    'SELECT email FROM source.users u SEMI JOIN source.orders o ON o.user_id = u.user_id',
    'email = u.email',
  ],
  [
    'tables with a comma',
    'SELECT u.email, o.amount FROM source.users u, source.orders o WHERE u.user_id = o.user_id',
    'email = u.email; amount = o.amount',
  ],
  [
    'a CTE',
    'WITH a AS (SELECT email AS mail FROM source.users) SELECT mail FROM a',
    'mail = u.email',
  ],
  [
    'a CTE with column names',
    'WITH a(m) AS (SELECT email FROM source.users) SELECT m FROM a',
    'm = u.email',
  ],
  [
    'CTEs that read each other',
    'WITH a AS (SELECT user_id, amount FROM source.orders), b AS (SELECT user_id, sum(amount) AS total FROM a GROUP BY 1) SELECT b.* FROM b',
    'user_id = o.user_id; total ~ o.amount',
  ],
  [
    'a CTE that hides a table',
    'WITH source AS (SELECT email FROM source.users) SELECT * FROM source',
    'email = u.email',
  ],
  [
    'a recursive CTE',
    'WITH RECURSIVE r AS (SELECT user_id, 0 AS d FROM source.users UNION ALL SELECT user_id, d + 1 FROM r WHERE d < 3) SELECT * FROM r',
    'user_id = u.user_id; d ~',
  ],
  ['a subquery', 'SELECT s.m FROM (SELECT max(amount) AS m FROM source.orders) s', 'm ~ o.amount'],
  [
    'a subquery with column names',
    'SELECT k FROM (SELECT email FROM source.users) AS s(k)',
    'k = u.email',
  ],
  [
    'a subquery as a value',
    'SELECT email, (SELECT max(o.amount) FROM source.orders o WHERE o.user_id = u.user_id) AS most FROM source.users u',
    'email = u.email; most ~ o.amount',
  ],
  [
    'EXISTS',
    'SELECT EXISTS (SELECT order_id FROM source.orders o WHERE o.user_id = u.user_id) AS buys FROM source.users u',
    'buys ~ o.order_id',
  ],
  [
    'IN a subquery',
    'SELECT user_id IN (SELECT user_id FROM source.orders) AS buys FROM source.users',
    'buys ~ o.user_id u.user_id',
  ],
  [
    'a UNION',
    'SELECT user_id AS id FROM source.users UNION ALL SELECT user_id FROM source.orders',
    'id = o.user_id u.user_id',
  ],
  [
    'a UNION BY NAME',
    'SELECT user_id, email FROM source.users UNION ALL BY NAME SELECT amount, user_id FROM source.orders',
    'user_id = o.user_id u.user_id; email = u.email; amount = o.amount',
  ],
  [
    'an EXCEPT',
    'SELECT user_id FROM source.users EXCEPT SELECT user_id FROM source.orders',
    'user_id = u.user_id',
  ],
  ['values', "SELECT v.a FROM (VALUES (1, 'x')) AS v(a, b)", 'a ~'],
  ['unnesting', 'SELECT unnest(tags) AS tag FROM source.users', 'tag ~ u.tags'],
  [
    'unnesting beside',
    'SELECT u.email, t.tag FROM source.users u, unnest(u.tags) AS t(tag)',
    'email = u.email; tag ~ u.tags',
  ],
  [
    'a lambda',
    'SELECT list_transform(tags, x -> x || country) AS t FROM source.users',
    't ~ u.country u.tags',
  ],
  ['a field of a struct', 'SELECT u.address.city AS city FROM source.users u', 'city ~ u.address'],
  [
    'a lateral join',
    'SELECT l.twice FROM source.orders o, LATERAL (SELECT o.amount * 2 AS twice) l',
    'twice ~ o.amount',
  ],
  [
    'QUALIFY and ORDER BY',
    'SELECT email FROM source.users QUALIFY row_number() OVER (ORDER BY age) = 1 ORDER BY country',
    'email = u.email',
  ],
  [
    'names of inputs',
    'SELECT a.email, b.amount FROM input_0 a JOIN input_1 b USING (user_id)',
    'email = u.email; amount = o.amount',
  ],
  ['the first input as source', 'SELECT email FROM source', 'email = u.email'],
  ['a ref()', "SELECT email FROM ref('source.users')", 'email = u.email'],
  [
    'several statements',
    'CREATE TEMP TABLE big AS SELECT user_id, amount FROM source.orders WHERE amount > 10; SELECT user_id, sum(amount) AS total FROM big GROUP BY 1',
    'user_id = o.user_id; total ~ o.amount',
  ],
  [
    'a column of a table that was never built',
    'SELECT x.code FROM source.outside x',
    'code = x.code',
  ],
  ['a star of a table that was never built', 'SELECT * FROM source.outside', '* ?'],
  ['a column that nobody has', 'SELECT nothing FROM source.users', 'nothing ?'],
  ['a file', "SELECT a FROM read_csv('data.csv')", 'a ?'],
  ['a pivot', 'PIVOT source.orders ON status USING sum(amount)', '* ?'],
];

let engine: Engine;
let connection: EngineConnection;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lineage-'));
  engine = await openEngine({ tempDirectory: folder });
  connection = await engine.connect();
});
afterAll(async () => {
  await connection.close();
  engine.close();
  await rm(folder, { recursive: true, force: true });
});

async function derive(
  sql: string,
  stored: readonly string[] | null = null,
): Promise<readonly NamedColumn[]> {
  const inputs = [users, orders, outside];
  const nodes: LineageNode[] = [
    ...inputs.map((id) => ({ id, kind: 'source', config: {}, inputs: [] })),
    { id: made, kind: 'transform', config: { transform: sql }, inputs },
  ];
  const lineage = await deriveLineage(nodes, {
    parse: (text) => parseSql(connection, text),
    columnsOf: (id) => Promise.resolve(id === made ? stored : (schemas[id] ?? null)),
  });
  return lineage[made] ?? [];
}

const letters: Record<string, string> = { [users]: 'u', [orders]: 'o', [outside]: 'x' };

function told(columns: readonly NamedColumn[]): string {
  return columns
    .map(({ name, from, how, unknown }) => {
      const sign = unknown !== null ? '?' : how === 'same' ? '=' : '~';
      const refs = from.map((ref) => `${letters[ref.node] ?? ref.node}.${ref.column}`).toSorted();
      return [name, sign, ...refs].join(' ');
    })
    .join('; ');
}

describe('where columns come from', () => {
  it.each(queries)('%s', async (_, sql, expected) => {
    expect(told(await derive(sql))).toBe(expected);
  });

  it('takes exact names from the output, and opens what SQL alone leaves open', async () => {
    expect(told(await derive('SELECT max(amount) FROM source.orders', ['max(amount)']))).toBe(
      'max(amount) ~ o.amount',
    );
    expect(
      told(
        await derive('SELECT u.email, x.* FROM source.users u, source.outside x', [
          'email',
          'code',
        ]),
      ),
    ).toBe('email = u.email; code ?');
  });

  it('says what it does not follow', async () => {
    const [column] = await derive('SELECT * FROM source.outside');
    expect(column?.unknown).toBe('the columns of source.outside are known once it has been built');
  });
});
