import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExecutionRig } from '../../testing/execution-rig';
import type { JsonObject } from '../../util/json';
import { offlineRows, readOfflineMetadata } from './offline-metadata';
import { openOnline, readOnlineRow } from './read-online';

let rig: ExecutionRig;
const inputs = ['transform.visits'];
const store = 'target/feature_store_offline/shop/user/visits';

beforeEach(async () => {
  rig = await ExecutionRig.open();
});

afterEach(() => rig.close());

/** Rows as (user, day of January, minutes). */
async function run(
  rows: readonly (readonly [number, number, number])[],
  further: JsonObject = {},
  offline: JsonObject | boolean = true,
  online: JsonObject | boolean = false,
) {
  const values = rows.map(
    ([user, day, minutes]) =>
      `(${String(user)}, DATE '2026-01-01' + ${String(day - 1)}, ${String(minutes)})`,
  );
  await rig.seed('transform.visits', `FROM (VALUES ${values.join(', ')}) v(user_id, day, minutes)`);
  return rig.mustExecute(
    'feature_group.visits',
    { entity: 'user', materialization: { event_time_col: 'day', offline, online }, ...further },
    inputs,
  );
}

async function kept(): Promise<string[]> {
  const metadata = await readOfflineMetadata(rig.path(store));
  if (metadata === null) throw new Error('nothing is kept');
  const rows = await rig.query(
    `SELECT user_id, day(event_time) AS day, minutes FROM ${offlineRows(rig.path(store), metadata)} ORDER BY ALL`,
  );
  return rows.map((row) => Object.values(row).map(Number).join('/'));
}

describe('the offline store', () => {
  it('replaces everything when it overwrites, and rows of the period only when there is one', async () => {
    await run([
      [1, 1, 10],
      [1, 2, 20],
    ]);
    await run([
      [1, 3, 30],
      [1, 5, 50],
    ]);
    expect(await kept()).toEqual(['1/3/30', '1/5/50']);
    const output = await run(
      [
        [1, 1, 11],
        [1, 4, 41],
        [1, 5, 51],
      ],
      {
        feature_start_time: '2026-01-04',
        feature_end_time: '2026-01-05',
      },
    );
    expect(output.rowCount).toBe(2);
    expect(await kept()).toEqual(['1/3/30', '1/4/41', '1/5/51']);
  });

  it.each([
    ['one file', true],
    ['partitions', { partition_by: ['user_id'] }],
  ])(
    'appends what it does not hold yet, so that a repeated run adds nothing: %s',
    async (_, offline) => {
      const append = { mode: 'append' };
      await run(
        [
          [1, 1, 10],
          [2, 1, 10],
        ],
        append,
        offline,
      );
      await run(
        [
          [1, 2, 20],
          [1, 2, 20],
        ],
        append,
        offline,
      );
      await run(
        [
          [1, 2, 20],
          [1, 2, 20],
        ],
        append,
        offline,
      );
      expect(await kept()).toEqual(['1/1/10', '1/2/20', '1/2/20', '2/1/10']);
      expect((await readOfflineMetadata(rig.path(store)))?.versions).toHaveLength(3);
    },
  );

  it('merges by join keys and event time', async () => {
    const merge = { mode: 'merge' };
    await run(
      [
        [1, 1, 10],
        [1, 2, 20],
      ],
      merge,
    );
    await run(
      [
        [1, 2, 22],
        [2, 2, 5],
      ],
      merge,
    );
    expect(await kept()).toEqual(['1/1/10', '1/2/22', '2/2/5']);
  });

  it('takes in new columns, and rows without them have none', async () => {
    await run([[1, 1, 10]], { mode: 'append' });
    await run([[1, 2, 20]], {
      mode: 'append',
      transform: "SELECT *, 'red' AS colour FROM source",
    });
    const metadata = await readOfflineMetadata(rig.path(store));
    expect(metadata?.schema).toMatchObject({ colour: 'VARCHAR', name: 'VARCHAR' });
    expect(metadata?.features).toEqual(['minutes', 'colour']);
    expect(await kept()).toEqual(['1/1/10', '1/2/20']);
  });

  it('changes between partitions and one file without losing a row', async () => {
    const append = { mode: 'append' };
    await run([[1, 1, 10]], append);
    await run([[2, 2, 20]], append, { partition_by: 'day' });
    expect(await readdir(rig.path(store))).toEqual(['_metadata.json', 'data-2']);
    expect(await readdir(rig.path(`${store}/data-2`))).toEqual([
      'event_time=2026-01-01',
      'event_time=2026-01-02',
    ]);
    await run([[3, 3, 30]], append);
    expect((await readdir(rig.path(store))).toSorted()).toEqual(['_metadata.json', 'data.parquet']);
    expect(await kept()).toEqual(['1/1/10', '2/2/20', '3/3/30']);
  });

  it('goes on after a run that died between its steps', async () => {
    const offline = { partition_by: ['user_id'] };
    await run([[1, 1, 10]], { mode: 'append' }, offline);
    const before = await readFile(rig.path(`${store}/_metadata.json`), 'utf8');
    await run([[1, 2, 20]], { mode: 'append' }, offline);
    // The data of version 2 is in its place, the metadata was not written, and a folder is half-made.
    await writeFile(rig.path(`${store}/_metadata.json`), before);
    await mkdir(rig.path(`${store}/data-1/user_id=1`), { recursive: true });
    await rig.query(
      `COPY (SELECT 1 AS user_id, DATE '2026-01-01' AS event_time, 10 AS minutes, 'visits' AS name) TO '${rig.path(store).replaceAll("'", "''")}/data-1/user_id=1/data_0.parquet'`,
    );
    await run([[1, 2, 20]], { mode: 'append' }, offline);
    expect(await kept()).toEqual(['1/1/10', '1/2/20']);
    expect(await readdir(rig.path(store))).toEqual(['_metadata.json', 'data-2']);
  });
});

describe('what a feature group declares', () => {
  it('is compared with what there is: a warning, or an error when it is strict', async () => {
    const features = { minutes: { dtype: 'string' }, day: { dtype: 'date' }, user_id: null };
    const output = await run([[1, 1, 10]], { features });
    const message =
      'The features of feature_group.visits are not what it declares: minutes is INTEGER, not string.';
    expect(output.metadata['warnings']).toEqual([message]);
    expect(
      await rig.mustFail(
        'feature_group.visits',
        { entity: 'user', features, strict: true },
        inputs,
      ),
    ).toMatchObject({ code: 'schema_mismatch', message });
  });

  it('warns of rows that only chance could choose between', async () => {
    const { metadata } = await run([
      [1, 1, 10],
      [1, 1, 11],
    ]);
    expect(metadata['warnings']).toEqual([
      'feature_group.visits has several rows for 1 combination(s) of user_id, day: the last one written counts.',
    ]);
  });

  it('is refused when it cannot be kept', async () => {
    await run([[1, 1, 10]]);
    const group = (further: JsonObject) =>
      rig.mustFail('feature_group.visits', { entity: 'user', ...further }, inputs);
    expect(await group({ feature_start_time: '2026-01-01' })).toMatchObject({
      hint: 'Add materialization.event_time_col with the column that it is about.',
    });
    expect(
      await group({ feature_start_time: 'soon', materialization: { event_time_col: 'day' } }),
    ).toMatchObject({ message: 'feature_start_time "soon" is no time.' });
    expect(await group({ materialization: { offline: { partition_by: ['city'] } } })).toMatchObject(
      {
        code: 'missing_column',
      },
    );
    expect(await group({ engine: 'spark' })).toMatchObject({ code: 'unsupported_engine' });
    expect(await group({ materialization: { online: { ttl: 'long' } } })).toMatchObject({
      code: 'invalid_config',
    });
  });
});

describe('the online store', () => {
  const file = () => rig.path('target/feature_store_online/user/visits.db');
  const now = Date.parse('2026-01-10T12:00:00Z');
  const day = 86_400_000;

  async function rowOf(key: string, atMs = now) {
    const opened = await openOnline(file());
    try {
      return await readOnlineRow(opened, [key], atMs);
    } finally {
      opened.client.close();
    }
  }

  it('serves the latest row of each key until it expires', async () => {
    const output = await run(
      [
        [1, 1, 10],
        [1, 3, 30],
        [1, 2, 20],
        [2, 1, 5],
      ],
      {},
      true,
      {
        enabled: true,
        ttl: '7d',
      },
    );
    expect(output.metadata).toMatchObject({ online: true, online_keys: 2, ttl_seconds: 604_800 });
    expect(await rowOf('1')).toEqual({
      features: { minutes: 30 },
      eventTime: '2026-01-03 00:00:00',
      writtenAtMs: now,
      expiresAtMs: now + 7 * day,
    });
    expect(await rowOf('1', now + 7 * day - 1)).not.toBeNull();
    expect(await rowOf('1', now + 7 * day)).toBeNull();
    expect(await rowOf('9')).toBeNull();
  });

  it('forgets keys when it overwrites, and keeps them and the newer row when it merges', async () => {
    await run(
      [
        [1, 5, 50],
        [2, 1, 5],
      ],
      { mode: 'merge' },
      false,
      true,
    );
    await run(
      [
        [1, 4, 40],
        [3, 1, 7],
      ],
      { mode: 'merge' },
      false,
      true,
    );
    expect((await rowOf('1'))?.features).toEqual({ minutes: 50 });
    expect((await rowOf('2'))?.features).toEqual({ minutes: 5 });
    await run([[3, 2, 8]], {}, false, true);
    expect(await rowOf('1')).toBeNull();
    expect((await rowOf('3'))?.features).toEqual({ minutes: 8 });
    expect((await rowOf('3'))?.expiresAtMs).toBeNull();
  });

  it('keeps the types of values', async () => {
    await run(
      [[1, 1, 10]],
      {
        transform: `SELECT 'a''b' AS user_id, day, true AS is_new, 1.25::DECIMAL(5, 2) AS rate,
          [1, 2] AS list, {'a': 1} AS pair, day AS first_day, NULL::INTEGER AS nothing FROM source`,
      },
      false,
      true,
    );
    expect((await rowOf("a'b"))?.features).toEqual({
      is_new: true,
      rate: 1.25,
      list: [1, 2],
      pair: { a: 1 },
      first_day: '2026-01-01',
      nothing: null,
    });
  });

  it('is gone when it is turned off, and is not written when an audit fails', async () => {
    await run([[1, 1, 10]], {}, true, true);
    await run([[1, 1, 10]], {}, true, false);
    expect(existsSync(file())).toBe(false);
    await rm(rig.path(store), { recursive: true });
    await rig.mustFail(
      'feature_group.visits',
      {
        entity: 'user',
        materialization: { online: true },
        audits: [{ type: 'row_count', max: 0 }],
      },
      inputs,
    );
    expect(existsSync(file())).toBe(false);
    expect(existsSync(rig.path(store))).toBe(false);
  });

  it('writes many keys', async () => {
    await rig.seed(
      'transform.visits',
      `SELECT i AS user_id, DATE '2026-01-01' AS day, i * 2 AS minutes FROM range(25000) t(i)`,
    );
    const output = await rig.mustExecute(
      'feature_group.visits',
      { entity: 'user', materialization: { event_time_col: 'day', online: true } },
      inputs,
    );
    expect(output.metadata['online_keys']).toBe(25_000);
    expect((await rowOf('24999'))?.features).toEqual({ minutes: 49_998 });
  });
});
