import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readGitCommit } from './read-git-commit';

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'seeknal-git-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  return execFileSync('git', [...identity, ...args], { cwd: folder, stdio: 'pipe' })
    .toString()
    .trim();
}

async function newRepository(): Promise<string> {
  const folder = await newFolder();
  git(folder, 'init', '--initial-branch', 'work/on-it');
  git(folder, 'commit', '--allow-empty', '--message', 'First');
  return folder;
}

it('is told from any folder of a repository', async () => {
  const repository = await newRepository();
  const project = join(repository, 'pipelines', 'shop');
  await mkdir(project, { recursive: true });
  expect(await readGitCommit(project)).toBe(git(repository, 'rev-parse', 'HEAD'));
});

it('is told without Git where its files say it', async () => {
  const repository = await newRepository();
  const commit = git(repository, 'rev-parse', 'HEAD');
  const path = process.env['PATH'];
  onTestFinished(() => void (process.env['PATH'] = path));
  process.env['PATH'] = '';
  expect(await readGitCommit(repository)).toBe(commit);
});

it.each([
  ['a branch whose name is packed', ['pack-refs', '--all']],
  ['no branch', ['checkout', '--detach']],
])('is told on %s', async (_, command) => {
  const repository = await newRepository();
  git(repository, 'commit', '--allow-empty', '--message', 'Second');
  git(repository, ...command);
  expect(await readGitCommit(repository)).toBe(git(repository, 'rev-parse', 'HEAD'));
});

it('is that of the worktree at hand', async () => {
  const repository = await newRepository();
  const worktree = join(await newFolder(), 'other');
  git(repository, 'worktree', 'add', '-b', 'other', worktree);
  git(worktree, 'commit', '--allow-empty', '--message', 'Only here');
  expect(await readGitCommit(worktree)).toBe(git(worktree, 'rev-parse', 'HEAD'));
  expect(await readGitCommit(worktree)).not.toBe(await readGitCommit(repository));
});

it('is null before the first commit, outside of repositories, and where .git is something else', async () => {
  const empty = await newFolder();
  git(empty, 'init');
  expect(await readGitCommit(empty)).toBeNull();
  const outside = await newFolder();
  expect(await readGitCommit(outside)).toBeNull();
  await writeFile(join(outside, '.git'), 'not a repository');
  expect(await readGitCommit(outside)).toBeNull();
});
