import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { acquireRunLock, currentLockHolder } from './run-lock';

let stateDir: string;

async function leaveLock(text: string): Promise<void> {
  await mkdir(join(stateDir, 'run.lock'));
  await writeFile(join(stateDir, 'run.lock', 'left.held'), text);
}

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'run-lock-'));
});

it('is given to one run and refused to the next with the name of the holder', async () => {
  const first = await acquireRunLock(stateDir, 'run-1', 1000);
  const second = await acquireRunLock(stateDir, 'run-2', 2000);
  expect(first.ok).toBe(true);
  expect(second).toMatchObject({ ok: false, error: { run_id: 'run-1', since_ms: 1000 } });
});

it('is free again after release and leaves no file behind', async () => {
  const first = await acquireRunLock(stateDir, 'run-1', 1000);
  if (first.ok) await first.value.release();
  expect(await currentLockHolder(stateDir)).toBeNull();
  expect(await readdir(stateDir)).toEqual([]);
});

it('frees itself when its process is dead', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  const dead = {
    run_id: 'run-0',
    process: { pid: child.pid, host: hostname(), started: '1' },
    since_ms: 1,
  };
  await leaveLock(JSON.stringify(dead));
  expect(await currentLockHolder(stateDir)).toBeNull();
  expect((await acquireRunLock(stateDir, 'run-1', 1000)).ok).toBe(true);
});

it('is not taken for alive when its pid was given to another process', async () => {
  const reused = {
    run_id: 'run-0',
    process: { pid: process.pid, host: hostname(), started: 'long ago' },
    since_ms: 1,
  };
  await leaveLock(JSON.stringify(reused));
  expect((await acquireRunLock(stateDir, 'run-1', 1000)).ok).toBe(process.platform === 'linux');
});

it('goes to exactly one of many runs that find a dead lock at once', async () => {
  await leaveLock('torn');
  const tries = await Promise.all(
    Array.from({ length: 20 }, (_, index) => acquireRunLock(stateDir, `run-${String(index)}`, 1)),
  );
  expect(tries.filter((attempt) => attempt.ok)).toHaveLength(1);
});
