import { access, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../testing/run-cli';
import { copySample, type SampleProject } from '../../testing/sample-project';
import { cleanState } from './clean-state';

let sample: SampleProject;

const run = (...argv: string[]): ReturnType<typeof runCli> =>
  runCli(...argv, '--project', sample.paths.root);
const inProject = (path: string): string => join(sample.paths.root, path);
const isThere = (path: string): Promise<boolean> =>
  access(inProject(path)).then(
    () => true,
    () => false,
  );

async function statePart(): Promise<Record<string, Record<string, unknown>>> {
  const text = await readFile(join(sample.paths.stateDir, 'execution_state.json'), 'utf8');
  return JSON.parse(text) as Record<string, Record<string, unknown>>;
}

async function writeState(state: unknown): Promise<void> {
  await writeFile(join(sample.paths.stateDir, 'execution_state.json'), JSON.stringify(state));
}

beforeEach(async () => {
  sample = await copySample();
  await run('run', '--quiet');
});
afterEach(() => sample.remove());

describe('state clean', () => {
  const goneFile = 'seeknal/feature_groups/old_features.yml';
  const goneOutput = 'target/intermediate/feature_group_old_features.parquet';

  it('shows first and removes only when told so', async () => {
    expect((await run('state', 'clean')).stdout).toBe('✓ Nothing to clean.\n');
    await rm(inProject(goneFile));
    const shown = await run('state', 'clean');
    expect(shown.exitCode).toBe(0);
    expect(shown.stdout).toMatch(
      /^ {2}- entry feature_group\.old_features\n {2}- target\/intermediate\/feature_group_old_features\.parquet \(.*\)\nℹ Would remove 1 entries and 1 files\. /,
    );
    expect(await isThere(goneOutput)).toBe(true);
    expect(Object.keys(await statePart())).toContain('feature_group.old_features');

    expect((await run('state', 'clean', '--yes')).stdout).toContain(
      '✓ Removed 1 entries and 1 files.\n',
    );
    expect(await isThere(goneOutput)).toBe(false);
    expect(Object.keys(await statePart())).toHaveLength(14);
    // Nothing of the others went with it.
    expect((await run('run')).stdout).toContain('  Cached nodes:    14\n');
  });

  it('spares a node whose file has errors', async () => {
    await writeFile(inProject(goneFile), 'kind: [feature_group');
    expect(await cleanState(sample.paths, { dryRun: false })).toEqual({
      ok: true,
      value: { entries: [], files: [] },
    });
    expect(await isThere(goneOutput)).toBe(true);
  });

  it('refuses when nobody knows which node a broken file is', async () => {
    await writeFile(inProject(goneFile), 'kind: [feature_group');
    await rm(sample.paths.manifest);
    const refused = await run('state', 'clean', '--yes');
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toContain('it can’t be told which nodes are gone');
    expect(await isThere(goneOutput)).toBe(true);
  });

  it('removes nothing outside target/, whatever the state and links say', async () => {
    await sample.write('keep.parquet', 'mine');
    await mkdir(inProject('elsewhere'));
    await sample.write('elsewhere/a.parquet', 'mine');
    await symlink(inProject('elsewhere'), inProject('target/linked'));
    const state = await statePart();
    const entry = state['feature_group.old_features'] ?? {};
    await writeState({
      ...state,
      'source.x': { ...entry, output_path: 'target/../keep.parquet' },
      'source.y': { ...entry, output_path: 'target/linked/a.parquet' },
      'source.z': { ...entry, output_path: 'target/state/execution_state.json' },
      'source.w': { ...entry, output_path: 'target/intermediate/source_users.parquet' },
    });
    expect(await cleanState(sample.paths, { dryRun: false })).toEqual({
      ok: true,
      value: { entries: ['source.w', 'source.x', 'source.y', 'source.z'], files: [] },
    });
    for (const path of [
      'keep.parquet',
      'elsewhere/a.parquet',
      'target/intermediate/source_users.parquet',
    ]) {
      expect(await isThere(path), path).toBe(true);
    }
  });
});

describe('state check', () => {
  it('finds outputs that are missing, failures, and entries of gone nodes', async () => {
    expect((await run('state', 'check')).stdout).toBe(
      'State: 15 nodes, 0.0MB\n✓ The state is sound.\n',
    );
    await rm(inProject('target/intermediate/source_users.parquet'));
    const state = await statePart();
    await writeState({ ...state, 'source.gone': state['source.users'] });
    const { exitCode, stdout } = await run('state', 'check');
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      '✗ source.users: built, but target/intermediate/source_users.parquet is missing; it runs again\n',
    );
    expect(stdout).toContain('⚠ source.gone: no longer in the project;');
  });

  it('warns of a state file over 10 MB', async () => {
    const state = await statePart();
    await writeState({
      ...state,
      'source.users': { ...state['source.users'], note: 'x'.repeat(11_000_000) },
    });
    expect((await run('state', 'check')).stdout).toContain('⚠ State file is 10.5MB;');
  });

  it('says which part of a damaged state can’t be read', async () => {
    await writeState({ ...(await statePart()), 'source.users': 'nonsense' });
    const { exitCode, stderr } = await run('state', 'check');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('source.users');
  });
});

it('state show gives the form of the file', async () => {
  const shown = JSON.parse((await run('state', 'show', '--json')).stdout) as unknown;
  expect(shown).toEqual(await statePart());
  expect((await run('state', 'show')).stdout).toMatch(/^source\.users +success +\d/m);
});
