import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PrismaClient } from '../../generated/prisma/client';
import { ensureSeeknalDir } from '../files/ensure-seeknal-dir';
import { packageRoot } from '../files/package-root';
import { ownProcessIdentity } from '../files/process-identity';
import { acquireProcessLock } from '../files/process-lock';
import type { ProjectPaths } from '../files/project-paths';
import { applyMigrations, ForeignDatabaseError } from './apply-migrations';
import type { HistoryStore } from './history-store';
import { OneConnection } from './one-connection';
import { PrismaHistoryStore } from './prisma-history-store';

const turnLimitMs = 30_000;

/** SQLite keeps a log and its index beside a database. */
const companions = ['', '-wal', '-shm'];

/**
 * Opens the history of a project, and makes it when there is none. A database that is damaged, or that
 * another version made, is moved aside; `importRuns` fills the new one from the event files.
 */
export async function openHistory(paths: ProjectPaths): Promise<HistoryStore> {
  await ensureSeeknalDir(paths);
  const release = await takeTurn(`${paths.historyDatabase}.opening`);
  try {
    await prepareDatabase(paths.historyDatabase);
  } finally {
    await release();
  }
  const adapter = new OneConnection(config(paths.historyDatabase));
  const prisma = new PrismaClient({ adapter });
  // The event files can give back what a power failure takes, so that not every commit waits for the disk.
  await prisma.$queryRawUnsafe('PRAGMA synchronous = NORMAL');
  return new PrismaHistoryStore(paths, prisma);
}

async function prepareDatabase(path: string): Promise<void> {
  try {
    await checkAndMigrate(path);
  } catch (error) {
    if (!isUnusable(error)) throw error;
    const aside = `${path}.corrupt-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
    const reason = error instanceof Error ? error.message : String(error);
    console.warn(
      `The history is built again from the event files; the old one is ${aside}: ${reason}`,
    );
    for (const end of companions) {
      if (await exists(path + end)) await rename(path + end, aside + end);
    }
    await checkAndMigrate(path);
  }
}

async function checkAndMigrate(path: string): Promise<void> {
  const client = new OneConnection(config(path)).createClient(config(path));
  try {
    const { rows } = await client.execute('PRAGMA quick_check(1)');
    const verdict = rows[0]?.[0];
    if (verdict !== 'ok')
      throw new ForeignDatabaseError(`quick_check says ${JSON.stringify(verdict)}`);
    await client.execute('PRAGMA journal_mode = WAL');
    await applyMigrations(client, join(packageRoot(), 'prisma', 'migrations'));
  } finally {
    client.close();
  }
}

function config(path: string): ConstructorParameters<typeof OneConnection>[0] {
  // A `#` or `?` in the name of a folder would end the path of a URL.
  const url = `file:${path.split('/').map(encodeURIComponent).join('/')}`;
  // Milliseconds that a statement waits for another process to finish writing.
  return { url, timeout: 10_000 };
}

function isUnusable(error: unknown): boolean {
  if (error instanceof ForeignDatabaseError) return true;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  // SQLITE_ERROR: a table that a migration makes is there already, or one that it changes is not.
  return code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB' || code === 'SQLITE_ERROR';
}

/**
 * Two dashboards that start together prepare the database one after the other. A turn that takes this
 * long belongs to a machine that can't be asked and is most likely gone.
 */
async function takeTurn(path: string): Promise<() => Promise<void>> {
  const until = Date.now() + turnLimitMs;
  for (;;) {
    const lock = await acquireProcessLock(path, { process: ownProcessIdentity() });
    if (lock.ok) return lock.value.release;
    if (Date.now() > until) await rm(path, { recursive: true, force: true });
    await wait(20);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
