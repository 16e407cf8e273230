import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Outside } from '../../connections/outside';
import { parseProfiles } from '../../project/parse-profiles';
import { ExecutionRig } from '../../testing/execution-rig';
import { TestDatabase, testServer } from '../../testing/test-database';
import type { JsonObject } from '../../util/json';
import type { ExecutionContext } from '../kind';

describe.skipIf(testServer === undefined)('the output of a node in PostgreSQL', () => {
  let rig: ExecutionRig;
  let database: TestDatabase;
  let outside: Outside;

  beforeAll(async () => {
    rig = await ExecutionRig.open();
    database = await TestDatabase.create();
    const { profiles } = parseProfiles(
      'connections: {shop: {type: postgresql, url: "${SHOP}"}}\nmaterialization: {connection: shop}\n',
      'profiles.yml',
      'error',
    );
    outside = new Outside(profiles, { SHOP: database.url });
  });
  beforeEach(() => rig.logged.splice(0));
  afterAll(async () => {
    await rig.close();
    await database.close();
  });

  const make = (
    rows: string,
    target: JsonObject | null,
    further: JsonObject = {},
    context: Partial<ExecutionContext> = {},
  ) =>
    rig.mustExecute(
      'transform.days',
      {
        transform: `FROM (VALUES ${rows}) t(day, n)`,
        ...(target === null ? {} : { materialization: { type: 'postgresql', ...target } }),
        ...further,
      },
      [],
      { outside, ...context },
    );
  const stored = (table: string) => database.texts(`SELECT * FROM ${table} ORDER BY 1, 2`);

  it('is replaced as a whole, and makes its table', async () => {
    const output = await make("(DATE '2026-01-01', 1)", { table: 'mart.days' });
    expect(output.metadata['materialization']).toMatchObject([
      { type: 'postgresql', table: 'mart.days', mode: 'full', status: 'success', rows: 1 },
    ]);
    await make("(DATE '2026-01-02', 2)", { table: 'mart.days' });
    expect(await stored('mart.days')).toEqual([['2026-01-02', '2']]);
    expect(rig.logged).toContain('1 rows went to postgresql mart.days (full).');
  });

  it('is written anew from some days before the newest on', async () => {
    const target = {
      table: 'recent',
      mode: 'incremental_by_time',
      time_column: 'day',
      lookback: 1,
    };
    const row = (day: number, n: number): string =>
      `(DATE '2026-01-0${String(day)}', ${String(n)})`;
    await make([1, 2, 3].map((day) => row(day, 10)).join(', '), target);
    // What is older than a day before the newest stays, whatever the output says of it now.
    await make([1, 2, 3, 4].map((day) => row(day, 20)).join(', '), target);
    expect(await stored('recent')).toEqual([
      ['2026-01-01', '10'],
      ['2026-01-02', '20'],
      ['2026-01-03', '20'],
      ['2026-01-04', '20'],
    ]);
    await make([1, 2, 3, 4].map((day) => row(day, 20)).join(', '), target);
    expect(await stored('recent')).toHaveLength(4);
  });

  it('replaces rows with the same keys', async () => {
    const target = { table: 'keyed', mode: 'upsert_by_key', unique_keys: ['day'] };
    await make("(DATE '2026-01-01', 1), (DATE '2026-01-02', 2)", target);
    await make("(DATE '2026-01-02', 3)", target);
    expect(await stored('keyed')).toEqual([
      ['2026-01-01', '1'],
      ['2026-01-02', '3'],
    ]);
  });

  it('goes to several places; one that fails is a warning and stops nothing', async () => {
    const output = await make("(DATE '2026-01-01', 1)", null, {
      materializations: [
        { type: 'postgresql', table: 'one' },
        { type: 'postgresql', table: 'two', connection: 'nope' },
        { type: 'iceberg', table: 'c.n.t' },
        { type: 'postgresql', table: 'three', create_table: false },
        { type: 'postgresql', table: 'four', enabled: false },
      ],
    });
    expect(output.rowCount).toBe(1);
    expect(output.metadata['materialization']).toMatchObject([
      { table: 'one', status: 'success' },
      { table: 'two', status: 'failed', message: 'profiles.yml defines no connection "nope".' },
      { table: 'c.n.t', status: 'failed', message: "Iceberg isn't built in." },
      { table: 'three', status: 'failed', message: 'There is no table "three".' },
      { table: 'four', status: 'skipped' },
    ]);
    expect(output.metadata['warnings']).toHaveLength(3);
    expect(rig.logged.filter((line) => line.startsWith('The output did not get to'))).toHaveLength(
      3,
    );
    expect(await stored('one')).toHaveLength(1);
  });

  it('goes nowhere, or everywhere, when the run is told so', async () => {
    const target = { table: 'switched', enabled: false };
    expect(
      (await make('(1, 2)', target, {}, { materialize: 'never' })).metadata,
    ).not.toHaveProperty('materialization');
    await make('(1, 2)', target);
    expect(await database.query(`SELECT to_regclass('switched') AS t`)).toEqual([{ t: null }]);
    await make('(1, 2)', target, {}, { materialize: 'always' });
    expect(await stored('switched')).toEqual([['1', '2']]);
  });
});
