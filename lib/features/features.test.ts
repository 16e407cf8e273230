import { mkdir, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveOffline } from '../kinds/feature-group/offline-store';
import { ExecutionRig } from '../testing/execution-rig';
import { chooseFeatures } from './choose-features';
import { consolidateEntity } from './consolidate-entity';
import type { KnownGroup } from './known-group';
import { pointInTimeQuery } from './point-in-time-join';

let rig: ExecutionRig;

beforeAll(async () => {
  rig = await ExecutionRig.open();
});

afterAll(() => rig.close());

function groupOf(name: string, joinKeys: readonly string[] = ['id']): KnownGroup {
  const offlineFolder = rig.path(`target/feature_store_offline/shop/user/${name}`);
  return { name, entity: 'user', joinKeys, offlineFolder, onlineFile: rig.path(`${name}.db`) };
}

/** Keeps the rows of a query as a group's. */
async function keep(group: KnownGroup, query: string, features: readonly string[]): Promise<void> {
  await rig.seed(`feature_group.${group.name}`, query);
  await rig.withConnection((connection) =>
    saveOffline({
      connection,
      rowsPath: rig.path(`target/intermediate/feature_group_${group.name}.parquet`),
      folder: group.offlineFolder,
      name: group.name,
      entity: group.entity,
      joinKeys: group.joinKeys,
      eventTime: 'seen',
      features,
      mode: 'overwrite',
      period: null,
      partitionBy: [],
      now: new Date('2026-01-10T12:00:00Z'),
    }),
  );
}

const row = fc.record({
  id: fc.integer({ min: 0, max: 3 }),
  /** Minutes from the first moment. */
  at: fc.integer({ min: 0, max: 30 }),
  value: fc.integer({ min: -9, max: 9 }),
});
type Row = { readonly id: number; readonly at: number; readonly value: number };

function valuesSql(rows: readonly Row[], columns: string): string {
  const tuples = rows.map(
    ({ id, at, value }) =>
      `(${String(id)}, TIMESTAMP '2026-01-01' + INTERVAL (${String(at)}) MINUTE, ${String(value)})`,
  );
  return `FROM (VALUES ${tuples.join(', ')}) t(${columns})`;
}

/** By looking at every row: the newest at or before; of those of the same time the last that was written. */
function latest(rows: readonly Row[], { id, at }: Row): number | null {
  let found: Row | null = null;
  for (const candidate of rows) {
    if (candidate.id !== id || candidate.at > at) continue;
    if (found === null || candidate.at >= found.at) found = candidate;
  }
  return found?.value ?? null;
}

it('joins the latest features at or before each row, as looking at every row does, and never later ones', async () => {
  const [a, b] = [groupOf('a'), groupOf('b')];
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 12 }),
      fc.array(row, { minLength: 1, maxLength: 12 }),
      fc.array(row, { minLength: 1, maxLength: 12 }),
      async (ofA, ofB, spine) => {
        await keep(a, valuesSql(ofA, 'id, seen, x'), ['x']);
        await keep(b, valuesSql(ofB, 'id, seen, x'), ['x']);
        const chosen = await chooseFeatures([a, b], ['a', 'b.x']);
        if (!chosen.ok) throw new Error(chosen.error.message);
        const query = pointInTimeQuery(
          {
            rows: `(${valuesSql(spine, 'id, seen_at, label')})`,
            columns: new Map([
              ['id', 'INTEGER'],
              ['seen_at', 'TIMESTAMP'],
              ['label', 'INTEGER'],
            ]),
            eventTime: 'seen_at',
          },
          chosen.value,
        );
        const found = await rig.query(query);
        expect(found.map(({ label, a__x: fromA, b__x: fromB }) => [label, fromA, fromB])).toEqual(
          spine.map((wanted) => [wanted.value, latest(ofA, wanted), latest(ofB, wanted)]),
        );
      },
    ),
    { numRuns: 40 },
  );
});

it('puts the groups of an entity together without losing a key', async () => {
  const [a, b] = [groupOf('a'), groupOf('b')];
  await keep(
    a,
    valuesSql(
      [
        { id: 1, at: 0, value: 5 },
        { id: 2, at: 0, value: 6 },
      ],
      'id, seen, x',
    ),
    ['x'],
  );
  await keep(
    b,
    valuesSql(
      [
        { id: 2, at: 0, value: 7 },
        { id: 3, at: 1, value: 8 },
      ],
      'id, seen, y',
    ),
    ['y'],
  );
  const folder = rig.path('target/feature_store/user');
  await mkdir(folder, { recursive: true });
  const consolidated = await rig.withConnection((connection) =>
    consolidateEntity(connection, {
      entity: 'user',
      groups: [a, b, groupOf('never')],
      folder,
      now: new Date('2026-01-11T00:00:00Z'),
    }),
  );
  expect(consolidated).toEqual({ ok: true, value: 3 });
  const rows = await rig.query(
    `SELECT id, a.x AS x, b.y AS y FROM '${folder.replaceAll("'", "''")}/features.parquet' ORDER BY id`,
  );
  expect(rows).toEqual([
    { id: 1, x: 5, y: null },
    { id: 2, x: 6, y: 7 },
    { id: 3, x: null, y: 8 },
  ]);
  const catalog = JSON.parse(await readFile(`${folder}/_entity_catalog.json`, 'utf8')) as object;
  expect(catalog).toEqual({
    entity_name: 'user',
    join_keys: ['id'],
    feature_groups: {
      a: {
        name: 'a',
        features: ['x'],
        event_time_col: 'event_time',
        last_updated: '2026-01-10T12:00:00.000Z',
        row_count: 2,
        schema: { x: 'INTEGER' },
      },
      b: expect.objectContaining({ features: ['y'], row_count: 2 }) as unknown,
    },
    consolidated_at: '2026-01-11T00:00:00.000Z',
    schema_version: '1.0',
  });
});

it('refuses groups with other join keys', async () => {
  const [a, b] = [groupOf('a'), groupOf('other', ['shop'])];
  await keep(a, valuesSql([{ id: 1, at: 0, value: 5 }], 'id, seen, x'), ['x']);
  await keep(b, valuesSql([{ id: 1, at: 0, value: 5 }], 'shop, seen, x'), ['x']);
  const input = { entity: 'user', groups: [a, b], folder: rig.path('f'), now: new Date() };
  expect(await rig.withConnection((connection) => consolidateEntity(connection, input))).toEqual({
    ok: false,
    error: 'Join key mismatch for entity user: a has [id], other has [shop].',
  });
});

it('knows features by their group, and alone when no other group has them', async () => {
  const [a, b] = [groupOf('a'), groupOf('b')];
  await keep(a, valuesSql([{ id: 1, at: 0, value: 5 }], 'id, seen, spend'), ['spend']);
  await keep(b, "SELECT 1 AS id, TIMESTAMP '2026-01-01' AS seen, 1 AS spend, 2 AS visits", [
    'spend',
    'visits',
  ]);
  const choose = async (...wanted: string[]) => {
    const chosen = await chooseFeatures([a, b, groupOf('never')], wanted);
    return chosen.ok
      ? chosen.value.map(({ group, features }) => [group.name, ...features])
      : chosen.error;
  };
  expect(await choose('visits', 'feature_group.a')).toEqual([
    ['b', 'visits'],
    ['a', 'spend'],
  ]);
  expect(await choose('a:spend', 'b')).toEqual([
    ['a', 'spend'],
    ['b', 'spend', 'visits'],
  ]);
  expect(await choose('spend')).toEqual({
    message: 'Several feature groups have a feature spend.',
    hint: 'Say which: a.spend or b.spend.',
  });
  expect(await choose('visit')).toMatchObject({ hint: 'Did you mean visits?' });
  expect(await choose('never')).toMatchObject({
    message: 'feature_group.never has nothing in the offline store.',
  });
});
