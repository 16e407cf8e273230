import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ProjectPaths } from '../files/project-paths';
import { runCli, type CliOutput } from '../testing/run-cli';
import { temporaryProject, writeFiles } from '../testing/temporary-project';

/**
 * good ─ bad ─ after     bad can't run: there is no column like that
 *    └── other
 */
const files = {
  'seeknal_project.yml': 'name: shop\n',
  'seeknal/good.yml': sql('good', [], 'SELECT 1 AS a'),
  'seeknal/bad.yml': sql('bad', ['good'], 'SELECT nowhere FROM transform.good'),
  'seeknal/after.yml': sql('after', ['bad'], 'SELECT * FROM transform.bad'),
  'seeknal/other.yml': sql('other', ['good'], 'SELECT a FROM transform.good'),
};

function sql(name: string, reads: readonly string[], query: string): string {
  const inputs = reads.map((ref) => `{ref: transform.${ref}}`).join(', ');
  return `kind: transform\nname: ${name}\ninputs: [${inputs}]\nretry_delay: 0\ntransform: ${query}\n`;
}

let paths: ProjectPaths;
beforeEach(async () => {
  paths = await temporaryProject(files);
});

function run(...flags: readonly string[]): Promise<CliOutput> {
  return runCli('run', '--parallel', '1', '--project', paths.root, ...flags);
}

/** How each node ended, by short name. */
async function outcomes(...flags: readonly string[]): Promise<Record<string, string>> {
  const { stdout } = await run('--json', ...flags);
  const { results } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
    results: { node_id: string; status: string }[];
  };
  return Object.fromEntries(
    results.map(({ node_id, status }) => [node_id.replace('transform.', ''), status]),
  );
}

async function state(): Promise<Record<string, { status: string; hash: string | null }>> {
  const text = await readFile(join(paths.stateDir, 'execution_state.json'), 'utf8');
  return JSON.parse(text) as Record<string, { status: string; hash: string | null }>;
}

const mend = (): Promise<void> =>
  writeFiles(paths, { 'seeknal/bad.yml': sql('bad', ['good'], 'SELECT a FROM transform.good') });

describe('a node that fails', { timeout: 60_000 }, () => {
  it('stops the run, which ends with 1, and is told with its message', async () => {
    const { exitCode, stdout } = await run();
    expect(exitCode).toBe(1);
    expect(stdout).toContain('ℹ 1/4: transform.good [RUNNING]\n');
    expect(stdout).toMatch(/✓ good completed in \d+\.\d\ds\n/);
    expect(stdout).toContain('✗ bad failed: ');
    expect(stdout).toContain('  Failed:          1\n');
    expect(stdout).toMatch(/Failed nodes:\n {2}- transform\.bad: .*nowhere/);
    expect(await state()).toMatchObject({
      'transform.good': { status: 'success' },
      'transform.bad': { status: 'failed', hash: null },
    });
  });

  it('skips what was not reached, and the next run makes up for it', async () => {
    expect(await outcomes()).toMatchObject({ good: 'success', bad: 'failed', after: 'skipped' });
    await mend();
    const next = await outcomes();
    expect(next).toMatchObject({ good: 'cached', bad: 'success', after: 'success' });
    expect(Object.values(await outcomes())).toEqual(['cached', 'cached', 'cached', 'cached']);
  });

  it('holds up nothing but its downstream with --continue-on-error', async () => {
    const { exitCode, stdout } = await run('--continue-on-error');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('⚠ after skipped: upstream failed: transform.bad\n');
    expect(stdout).toContain('  Successful:      2\n  Failed:          1\n  Skipped:         1\n');
    expect(await outcomes('--continue-on-error')).toEqual({
      good: 'cached',
      other: 'cached',
      bad: 'failed',
      after: 'skipped',
    });
  });

  it('is tried again as often as --retry says, also without --continue-on-error', async () => {
    const { exitCode, stdout: again } = await run('--retry', '2');
    expect(exitCode).toBe(1);
    expect(again).toContain('Retry 1/2 for bad');
    expect(again).toContain('Retry 2/2 for bad');
    expect(again).not.toContain('Retry 3');
    expect(again.match(/✗ bad failed: /g)).toHaveLength(1);
  });

  it('fails again when nothing was mended, and nothing else runs', async () => {
    await run('--continue-on-error');
    const again = await run();
    expect(again.exitCode).toBe(1);
    expect(again.stdout).toContain('ℹ 1/2: transform.bad [RUNNING]\n');
  });

  it('is what `retry` runs, with what was skipped because of it', async () => {
    await run();
    await mend();
    const retried = await runCli('retry', '--project', paths.root);
    expect(retried).toMatchObject({ exitCode: 0 });
    expect(retried.stdout).not.toContain('transform.good');
    expect(retried.stdout).toContain('bad completed');
    expect(retried.stdout).toContain('after completed');
    const nothing = await runCli('retry', '--project', paths.root);
    expect(nothing).toMatchObject({ exitCode: 0 });
  });
});

it('a cycle is named, and nothing runs', async () => {
  await writeFiles(paths, {
    'seeknal/good.yml': sql('good', ['after'], 'SELECT 1 AS a FROM transform.after'),
  });
  const { exitCode, stderr } = await run();
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(
    /cycle: transform\.(\w+) -> transform\.\w+ -> transform\.\w+ -> transform\.\1/,
  );
  await expect(state()).rejects.toThrow('ENOENT');
});

it('nodes run in the order of their ids where nothing else tells them apart', async () => {
  await mend();
  const { stdout } = await run('--dry-run');
  expect(stdout.match(/transform\.\w+/g)).toEqual([
    'transform.good',
    'transform.bad',
    'transform.after',
    'transform.other',
  ]);
});

describe('a run is part of the history', { timeout: 60_000 }, () => {
  const list = async (...flags: readonly string[]): Promise<unknown[]> => {
    const { stdout } = await runCli('history', 'list', '--json', '--project', paths.root, ...flags);
    return JSON.parse(stdout) as unknown[];
  };

  it('also one with nothing to do, which lists hide; but never a dry one', async () => {
    await mend();
    await run();
    await run('--dry-run', '--full');
    expect(await list()).toHaveLength(1);
    await run();
    expect(await list()).toHaveLength(1);
    expect(await list('--all')).toHaveLength(2);
  });
});
