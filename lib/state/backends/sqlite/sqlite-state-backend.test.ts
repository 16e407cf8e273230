import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createClient } from '@libsql/client/sqlite3';
import { expect, it } from 'vitest';
import type { NodeId } from '../../../graph/node-id';
import { manifestOf } from '../../../testing/manifest-of';
import { describeStateBackend } from '../../../testing/state-conformance';
import { stateAfterSuccess } from '../../../testing/state-of';
import { temporaryProject } from '../../../testing/temporary-project';
import { SqliteStateBackend } from './sqlite-state-backend';

const some = stateAfterSuccess(manifestOf({ 'a.one': [], 'a.two': ['a.one'] }));

async function newPlace() {
  const { root, stateDir } = await temporaryProject();
  // Names that a URL would take apart.
  const path = join(root, 'state #1', 'shop?.db');
  const query = async (sql: string, args: string[] = []): Promise<string[]> => {
    const client = createClient({
      url: `file:${path.split('/').map(encodeURIComponent).join('/')}`,
    });
    const { rows } = await client.execute({ sql, args });
    client.close();
    return rows.map((row) => (typeof row[0] === 'string' ? row[0] : ''));
  };
  return {
    path,
    stateDir,
    open: (project = 'shop') => Promise.resolve(new SqliteStateBackend(path, project)),
    damage: async (node: NodeId) => {
      await query(`UPDATE node_state SET entry = '{"damaged": ' WHERE node_id = ?`, [node]);
    },
    keptAside: () => query('SELECT entry FROM put_aside'),
  };
}

describeStateBackend('SQLite', newPlace);

it('is not made by a look, nor by a lock', async () => {
  const place = await newPlace();
  const backend = await place.open();
  await backend.load();
  const lock = await backend.lock('run-1', 1);
  if (lock.ok) await lock.value.release();
  await backend.close();
  expect(await readdir(dirname(place.path)).catch(() => [])).not.toContain(basename(place.path));
});

it('keeps projects apart that share a database', async () => {
  const place = await newPlace();
  const [shop, bank] = [await place.open('shop'), await place.open('bank')];
  await shop.save(some);
  await bank.append(...[...some][0]!);
  await shop.save(new Map());
  expect((await bank.load()).state.size).toBe(1);
  expect((await shop.load()).state.size).toBe(0);
  await Promise.all([shop.close(), bank.close()]);
});

it('starts anew when the file is damaged, tells why and keeps it', async () => {
  const place = await newPlace();
  const first = await place.open();
  await first.save(some);
  await first.close();
  // With its log, SQLite would restore the database.
  for (const end of ['-wal', '-shm']) await rm(place.path + end, { force: true });
  await writeFile(place.path, 'this is no database, however one looks at it'.repeat(200));

  const backend = await place.open();
  const { state, repairs, unsettled } = await backend.load();
  expect({ size: state.size, unsettled }).toEqual({ size: 0, unsettled: true });
  expect(repairs[0]).toMatch(/shop\?\.db is damaged .+ is kept as shop\?\.db\.broken-\d+\.$/);
  await backend.save(some);
  expect(await backend.load()).toEqual({ state: some, repairs: [], unsettled: false });
  await backend.close();
  const kept = (await readdir(dirname(place.path))).find((name) => /broken-\d+$/.test(name));
  expect(await readFile(join(dirname(place.path), kept ?? ''), 'utf8')).toContain('no database');
});
