import { createHash } from 'node:crypto';
import { open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { packageRoot } from '../files/package-root';
import { projectPaths, type ProjectPaths } from '../files/project-paths';
import { emptyProject, RecordedRun, recordRun } from '../testing/recorded-run';
import { OneConnection } from './one-connection';
import { openHistory } from './open-history';

let paths: ProjectPaths;
beforeEach(async () => {
  paths = await emptyProject();
});

const migrations = join(packageRoot(), 'prisma', 'migrations');

async function importedRuns(project = paths): Promise<string[]> {
  const history = await openHistory(project);
  await history.importRuns();
  const runs = await history.listRuns({ limit: 10, before: null, includeEmpty: true });
  await history.close();
  return runs.map((run) => run.runId);
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const config = { url: `file:${paths.historyDatabase}` };
  const client = new OneConnection(config).createClient(config);
  const { rows } = await client.execute(sql);
  client.close();
  return rows.map((row) => ({ ...row }));
}

/** Names in .seeknal/ of databases that were moved aside. */
async function movedAside(): Promise<string[]> {
  const names = await readdir(paths.seeknalDir);
  return names.filter((name) => /^history\.db\.corrupt-[\dTZ-]+$/.test(name));
}

test('the database is made with the first opening, in WAL mode, in a folder that ignores itself', async () => {
  await (await openHistory(paths)).close();
  expect(await query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  expect(await readFile(join(paths.seeknalDir, '.gitignore'), 'utf8')).toBe('*\n');
});

test('migrations are recorded as Prisma records them, once', async () => {
  await (await openHistory(paths)).close();
  await (await openHistory(paths)).close();
  const rows = await query('SELECT * FROM _prisma_migrations ORDER BY migration_name');
  const folders = (await readdir(migrations, { withFileTypes: true })).filter((entry) =>
    entry.isDirectory(),
  );
  expect(rows.map((row) => row['migration_name'])).toEqual(
    folders.map(({ name }) => name).toSorted(),
  );
  for (const row of rows) {
    const file = await readFile(join(migrations, String(row['migration_name']), 'migration.sql'));
    expect(row).toMatchObject({
      checksum: createHash('sha256').update(file).digest('hex'),
      logs: null,
      rolled_back_at: null,
      applied_steps_count: 1,
    });
    expect(row['id']).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(Number(row['finished_at'])).toBeGreaterThan(Date.UTC(2026, 0));
  }
});

test('a migration that was released is never edited', async () => {
  const name = '20261124211500_create_history';
  const file = await readFile(join(migrations, name, 'migration.sql'));
  expect(createHash('sha256').update(file).digest('hex')).toBe(
    '5793f5b3f9b4d8da0f13fd1fe01913dfe6e7e99175a271792f658cd2f1c64f1f',
  );
});

test('a deleted database is built again from the event files', async () => {
  await recordRun(paths, 'r1');
  expect(await importedRuns()).toEqual(['r1']);
  await rm(paths.historyDatabase);
  await recordRun(paths, 'r2', { atMs: Date.UTC(2027, 0) });
  expect(await importedRuns()).toEqual(['r2', 'r1']);
});

test('the log that a deleted database left behind does not come back to life', async () => {
  const history = await openHistory(paths);
  await recordRun(paths, 'r1');
  await history.importRuns();
  const log = await readFile(`${paths.historyDatabase}-wal`);
  await history.close();
  await rm(paths.historyDatabase);
  await writeFile(`${paths.historyDatabase}-wal`, log);
  await rm(join(paths.runsDir, 'r1.ndjson'));
  expect(await importedRuns()).toEqual([]);
  expect(await movedAside()).toEqual([]);
});

test('something that is no database is moved aside, and the history is built again', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await recordRun(paths, 'r1');
  await writeFile(paths.historyDatabase, 'this was never a database. '.repeat(500));
  expect(await importedRuns()).toEqual(['r1']);
  const [aside, ...others] = await movedAside();
  expect(others).toEqual([]);
  expect(await readFile(join(paths.seeknalDir, aside!), 'utf8')).toContain('never a database');
  expect(warn).toHaveBeenCalledOnce();
  warn.mockRestore();
});

test('a database with torn pages is noticed and built again', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const nodes = Array.from({ length: 500 }, (_, index) => `source.n${index}`);
  const run = await RecordedRun.start(paths, 'r1', {
    nodes: Object.fromEntries(nodes.map((node) => [node, 'run'])),
  });
  await run.finish();
  expect(await importedRuns()).toEqual(['r1']);
  await query('PRAGMA wal_checkpoint(TRUNCATE)');
  const { size } = await stat(paths.historyDatabase);
  const file = await open(paths.historyDatabase, 'r+');
  // Rows at the end alone: neither the header nor the tables that are read first.
  await file.write(Buffer.alloc(40_960, 0xa5), 0, 40_960, size - 40_960);
  await file.close();
  expect(await importedRuns()).toEqual(['r1']);
  expect(await movedAside()).toHaveLength(1);
  warn.mockRestore();
});

test('a database of another version is moved aside', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await recordRun(paths, 'r1');
  await (await openHistory(paths)).close();
  await query(`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
    VALUES ('x', 'y', '29990101000000_from_the_future', 1)`);
  expect(await importedRuns()).toEqual(['r1']);
  expect(await movedAside()).toHaveLength(1);
  warn.mockRestore();
});

test('dashboards that start together find one database', async () => {
  await recordRun(paths, 'r1');
  const stores = await Promise.all(Array.from({ length: 6 }, () => openHistory(paths)));
  await Promise.all(stores.map((store) => store.importRuns()));
  expect(await stores[5]!.getRun('r1')).not.toBeNull();
  await Promise.all(stores.map((store) => store.close()));
  expect(await movedAside()).toEqual([]);
  expect(await query('SELECT count(*) AS applied FROM _prisma_migrations')).toEqual([
    { applied: 2 },
  ]);
});

test('a folder may have any name', async () => {
  const odd = projectPaths(join(paths.root, 'a #1 100%25 ?x=1 ünï'));
  await recordRun(odd, 'r1');
  expect(await importedRuns(odd)).toEqual(['r1']);
  expect(await readdir(odd.seeknalDir)).toContain('history.db');
});

// Only Linux tells which files a process has open.
test.skipIf(process.platform !== 'linux')('imports leave no files open behind', async () => {
  const openFiles = async (): Promise<number> => (await readdir('/proc/self/fd')).length;
  const history = await openHistory(paths);
  await recordRun(paths, 'warm-up');
  await history.importRun('warm-up');
  const before = await openFiles();
  for (let index = 0; index < 20; index += 1) {
    await recordRun(paths, `r${index}`);
    await history.importRun(`r${index}`);
  }
  expect(await openFiles()).toBeLessThan(before + 5);
  await history.close();
});
