import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../files/package-root';
import { emptyProject } from '../testing/recorded-run';
import { OneConnection } from './one-connection';
import { openHistory } from './open-history';

const sqlTypes: Readonly<Record<string, string>> = {
  String: 'TEXT',
  BigInt: 'BIGINT',
  Int: 'INTEGER',
  Float: 'REAL',
  DateTime: 'DATETIME',
  Boolean: 'BOOLEAN',
};

interface Table {
  readonly name: string;
  readonly columns: readonly { name: string; type: string; required: boolean; key: boolean }[];
  readonly indexes: readonly { name: string; columns: readonly string[] }[];
}

/** What prisma/schema.prisma says, as far as we use its language. */
function tablesOf(schema: string): Table[] {
  return [...schema.matchAll(/^model \w+ \{\n(.*?)^\}/gms)].map(([, body = '']) => {
    const fields = body.split('\n').flatMap((line) => {
      const [, field = '', type = '', optional, rest = ''] =
        /^\s+(\w+)\s+(\w+)(\?)?(?!\[)(.*)$/.exec(line) ?? [];
      const sqlType = sqlTypes[type];
      if (sqlType === undefined) return [];
      const name = /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field;
      const isId = / @id\b/.test(rest);
      return [{ field, name, type: sqlType, required: optional === undefined, isId }];
    });
    const namesOf = (list: string): string[] =>
      list.split(', ').map((word) => fields.find(({ field }) => field === word)!.name);
    const compound = /@@id\(\[(.*?)\]\)/.exec(body)?.[1];
    const keys = compound === undefined ? [] : namesOf(compound);
    return {
      name: /@@map\("(\w+)"\)/.exec(body)![1]!,
      columns: fields.map(({ name, type, required, isId }) => ({
        name,
        type,
        required,
        key: isId || keys.includes(name),
      })),
      indexes: [...body.matchAll(/@@index\(\[(.*?)\], map: "(\w+)"\)/g)].map(
        ([, list = '', name = '']) => ({ name, columns: namesOf(list) }),
      ),
    };
  });
}

test('the migrations make what the schema says: tables, columns, types, keys and indexes', async () => {
  const paths = await emptyProject();
  await (await openHistory(paths)).close();
  const config = { url: `file:${paths.historyDatabase}` };
  const client = new OneConnection(config).createClient(config);
  const rows = async (sql: string): Promise<Record<string, unknown>[]> =>
    (await client.execute(sql)).rows.map((row) => ({ ...row }));

  const expected = tablesOf(await readFile(join(packageRoot(), 'prisma', 'schema.prisma'), 'utf8'));
  expect(expected.map(({ name }) => name)).toEqual(['runs', 'node_runs']);

  const found: Table[] = [];
  for (const { name } of expected) {
    const columns = await rows(`PRAGMA table_info('${name}')`);
    const indexes = await rows(
      `SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = '${name}' AND sql IS NOT NULL ORDER BY rowid`,
    );
    found.push({
      name,
      columns: columns.map((column) => ({
        name: String(column['name']),
        type: String(column['type']),
        required: column['notnull'] === 1,
        key: column['pk'] !== 0,
      })),
      indexes: await Promise.all(
        indexes.map(async (index) => ({
          name: String(index['name']),
          columns: (await rows(`PRAGMA index_info('${String(index['name'])}')`)).map((column) =>
            String(column['name']),
          ),
        })),
      ),
    });
  }
  const tables = await rows(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_prisma%' ESCAPE '\\' ORDER BY rowid`,
  );
  client.close();
  expect(found).toEqual(expected);
  expect(tables.map((table) => table['name'])).toEqual(expected.map(({ name }) => name));
});
