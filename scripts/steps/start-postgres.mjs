import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { installPackages } from './install-packages.mjs';
import { runCommand } from './run-command.mjs';

const startLimitMs = 30_000;

/**
 * @typedef {object} Postgres
 * @property {string} url of a database in which one may do everything
 * @property {() => Promise<void>} stop ends the server and removes its files
 */

/**
 * Starts a PostgreSQL server of its own in a temporary folder, on a free port of this machine alone.
 * Installs Debian's package when there is none.
 *
 * @returns {Promise<{ ok: true, value: Postgres } | { ok: false, error: string }>} the error says why there is none
 */
export async function startPostgres() {
  let programs = await findPrograms();
  if (programs === null) {
    console.log("• Getting PostgreSQL: Debian's package");
    if (await installPackages('postgresql')) programs = await findPrograms();
  }
  if (programs === null) {
    return {
      ok: false,
      error: 'PostgreSQL is not installed: neither on the path nor in /usr/lib/postgresql.',
    };
  }
  const owner = await serverUser();
  if (owner === null) {
    return {
      ok: false,
      error: 'PostgreSQL refuses to run as root, and there is no user postgres.',
    };
  }
  const folder = await mkdtemp(join(tmpdir(), 'seeknal-postgres-'));
  const data = join(folder, 'data');
  if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid);
  const made = await runCommand(
    [
      join(programs, 'initdb'),
      ...['-D', data, '-U', 'seeknal', '--auth=trust', '--encoding=UTF8', '--locale=C'],
      '--no-sync',
    ],
    owner,
  );
  if (made.code !== 0) {
    await rm(folder, { recursive: true, force: true });
    return { ok: false, error: `PostgreSQL could not be set up: ${made.output.trim()}` };
  }
  const port = await freePort();
  // What is lost in a power failure is a test's.
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-F'],
    { stdio: 'ignore', cwd: folder, ...owner },
  );
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      // Fast shutdown: connections that are open are closed.
      server.kill('SIGINT');
      await ended;
    }
    process.off('exit', kill);
    await rm(folder, { recursive: true, force: true });
  };
  const kill = () => void server.kill('SIGQUIT');
  process.on('exit', kill);
  const ready = [join(programs, 'pg_isready'), '-h', '127.0.0.1', '-p', String(port)];
  const until = Date.now() + startLimitMs;
  while ((await runCommand(ready)).code !== 0) {
    if (Date.now() > until || server.exitCode !== null) {
      await stop();
      return { ok: false, error: 'PostgreSQL did not start.' };
    }
    await wait(50);
  }
  return {
    ok: true,
    value: { url: `postgres://seeknal@127.0.0.1:${String(port)}/postgres`, stop },
  };
}

/** The folder of the newest version's programs. */
async function findPrograms() {
  const debian = '/usr/lib/postgresql';
  const versions = (await readdir(debian).catch(() => [])).sort((a, b) => Number(b) - Number(a));
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const needed = ['initdb', 'postgres', 'pg_isready'];
  return (
    folders.find((folder) => needed.every((program) => existsSync(join(folder, program)))) ?? null
  );
}

/**
 * PostgreSQL doesn't run as root; Debian's package brings a user for it.
 *
 * @returns {Promise<{ uid?: number, gid?: number } | null>}
 */
async function serverUser() {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (which) => (await runCommand(['id', which, 'postgres'])).output.trim()),
  );
  return /^\d+$/.test(uid ?? '') && /^\d+$/.test(gid ?? '')
    ? { uid: Number(uid), gid: Number(gid) }
    : null;
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('No port'));
        else resolve(address.port);
      });
    });
  });
}
