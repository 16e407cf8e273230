import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { NodeId } from '../../../graph/node-id';
import { manifestOf } from '../../../testing/manifest-of';
import { describeStateBackend } from '../../../testing/state-conformance';
import { stateAfterSuccess } from '../../../testing/state-of';
import { openPostgresState } from './open';
import { PostgresStateBackend } from './postgres-state-backend';

/** A server that the tests may do with as they like, as in postgres://user@127.0.0.1:5432/postgres. */
const server = process.env['SEEKNAL_TEST_POSTGRES'];
const some = stateAfterSuccess(manifestOf({ 'a.one': [], 'a.two': ['a.one'] }));

/** A database of its own for each test. */
async function newPlace() {
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  await query(server ?? '', `CREATE DATABASE ${database}`);
  const url = new URL(server ?? '');
  url.pathname = `/${database}`;
  const inDatabase = (sql: string, args: string[] = []) => query(url.href, sql, args);
  return {
    url: url.href,
    stateDir: '/nonexistent',
    open: (project = 'shop') => PostgresStateBackend.connect(url.href, project),
    damage: async (node: NodeId) => {
      await inDatabase(
        `UPDATE seeknal_node_state SET entry = '{"status": "damaged"}' WHERE node_id = $1`,
        [node],
      );
    },
    keptAside: async () => {
      const rows = await inDatabase('SELECT entry::text AS entry FROM seeknal_put_aside');
      return rows.map((row) => String(row['entry']));
    },
    inDatabase,
  };
}

describe.skipIf(server === undefined)('PostgreSQL', () => {
  describeStateBackend('PostgreSQL', newPlace);

  it('gets no tables by a look', async () => {
    const place = await newPlace();
    const backend = await place.open();
    await backend.load();
    await backend.lockHolder();
    await backend.close();
    expect(await place.inDatabase(`SELECT 1 FROM pg_tables WHERE tablename ~ '^seeknal'`)).toEqual(
      [],
    );
  });

  it('keeps projects apart that share a database, and their locks', async () => {
    const place = await newPlace();
    const [shop, bank] = [await place.open('shop'), await place.open('bank')];
    expect((await shop.lock('run-1', 1)).ok).toBe(true);
    expect((await bank.lock('run-2', 1)).ok).toBe(true);
    await shop.save(some);
    await bank.append(...[...some][0]!);
    await shop.save(new Map());
    expect((await bank.load()).state.size).toBe(1);
    expect((await shop.load()).state.size).toBe(0);
    await Promise.all([shop.close(), bank.close()]);
  });

  it('frees the lock of a run whose connection is gone, which then can write no more', async () => {
    const place = await newPlace();
    const [dead, next] = [await place.open(), await place.open()];
    await dead.lock('run-1', 1);
    expect(await next.lockHolder()).toMatchObject({ run_id: 'run-1' });
    await place.inDatabase(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    await expect(dead.append(...[...some][0]!)).rejects.toThrow();
    await expect.poll(() => next.lockHolder()).toBeNull();
    expect((await next.lock('run-2', 2)).ok).toBe(true);
    await next.close();
  });

  it('frees the part of a job whose connection is gone, on whatever machine it was', async () => {
    const place = await newPlace();
    const [dead, next] = [await place.open(), await place.open()];
    await dead.lockPart({ index: 2, count: 3 }, 'run-1', 1);
    expect(await next.livingParts()).toMatchObject([{ index: 2, holder: { run_id: 'run-1' } }]);
    await place.inDatabase(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    await expect.poll(() => next.livingParts()).toEqual([]);
    expect((await next.lockPart({ index: 1, count: 2 }, 'run-2', 2)).ok).toBe(true);
    await next.close();
  });

  it('lets go of a lock once, also when asked twice', async () => {
    const place = await newPlace();
    const [one, two] = [await place.open(), await place.open()];
    const first = await one.lock('run-1', 1);
    if (!first.ok) throw new Error('not locked');
    await first.value.release();
    expect((await two.lock('run-2', 2)).ok).toBe(true);
    await first.value.release();
    expect(await one.lockHolder()).toMatchObject({ run_id: 'run-2' });
    await Promise.all([one.close(), two.close()]);
  });

  it('says that nobody answers, and never the password', async () => {
    const refused = openPostgresState({
      url: 'postgres://somebody:hush@127.0.0.1:1/shop',
      projectDir: '/',
      project: 'shop',
    });
    await expect(refused).rejects.toMatchObject({
      message:
        "The state at postgres://somebody@127.0.0.1:1/shop can't be reached: connect ECONNREFUSED 127.0.0.1:1.",
    });
  });
});

async function query(url: string, sql: string, args: string[] = []) {
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return (await client.query<Record<string, unknown>>(sql, args)).rows;
}
