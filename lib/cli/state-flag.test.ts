import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runCli } from '../testing/run-cli';
import { copySample } from '../testing/sample-project';

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function newSample() {
  const sample = await copySample();
  onTestFinished(sample.remove);
  return { ...sample, root: sample.paths.root, stateDir: sample.paths.stateDir };
}

it('keeps state in the SQLite file that --state names, and knows it there the next time', async () => {
  const { root, stateDir } = await newSample();
  const here = ['--project', root, '--state', 'sqlite:target/shop.db'];
  expect(await runCli('run', ...here)).toMatchObject({ exitCode: 0 });
  expect(await isThere(join(root, 'target/shop.db'))).toBe(true);
  expect(await readdir(stateDir)).toEqual(['last_run_manifest.json']);
  expect((await runCli('run', ...here)).stdout).toContain('No changes detected. Nothing to run.');
  expect((await runCli('state', 'check', ...here)).stdout).toContain('State: 15 nodes');
});

it('keeps it where the settings say, unless --state says otherwise', async () => {
  const sample = await newSample();
  await sample.write('seeknal_project.yml', 'name: shop\nstate: "sqlite:one.db"\n');
  await runCli('run', '--project', sample.root);
  await runCli('run', '--project', sample.root, '--state', 'file:two');
  expect(await isThere(join(sample.root, 'one.db'))).toBe(true);
  expect(await readdir(join(sample.root, 'two'))).toContain('execution_state.json');
});

it.each([
  ['ftp:somewhere', `✗ State can't be kept in "ftp:".`],
  ['somewhere', '✗ The address of the state does not say what kind of place it is.'],
  ['sqlite:', '✗ "sqlite:" names no file.'],
  [
    'postgres://me:hush@127.0.0.1:1/shop',
    "✗ The state at postgres://me@127.0.0.1:1/shop can't be reached: connect ECONNREFUSED 127.0.0.1:1.",
  ],
])('refuses %s in every command, with what to do', async (url, complaint) => {
  const { root } = await newSample();
  for (const command of [['run'], ['run', '--dry-run'], ['plan'], ['list'], ['state', 'clean']]) {
    const { exitCode, stderr } = await runCli(...command, '--project', root, '--state', url);
    expect({ command, exitCode, says: stderr.includes(complaint) }).toEqual({
      command,
      exitCode: 1,
      says: true,
    });
    expect(stderr).not.toMatch(/hush|\n +at /);
  }
});
