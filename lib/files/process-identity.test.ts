import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { isProcessAlive, ownProcessIdentity } from './process-identity';

it('knows its own process as alive', () => {
  expect(isProcessAlive(ownProcessIdentity())).toBe(true);
});

it('tells a process that ended, and one that only has the number of another', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
  await once(child, 'spawn');
  const { host } = ownProcessIdentity();
  const identity = { pid: child.pid!, host, started: null };
  expect(isProcessAlive(identity)).toBe(true);
  if (ownProcessIdentity().started !== null) {
    expect(isProcessAlive({ ...identity, started: '1' })).toBe(false);
  }
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isProcessAlive(identity)).toBe(false);
});

it('takes a process on another machine, which it cannot ask, as alive', () => {
  expect(isProcessAlive({ pid: 2_147_483_646, host: 'elsewhere', started: '1' })).toBe(true);
});
