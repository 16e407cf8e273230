import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryProject } from '../testing/temporary-project';
import { ensureSeeknalDir } from './ensure-seeknal-dir';
import { writeAtomic } from './write-atomic';

it('makes the folders on the way and leaves nothing but the file', async () => {
  const { root } = await temporaryProject();
  await writeAtomic(join(root, 'a/b/file.json'), 'one');
  await writeAtomic(join(root, 'a/b/file.json'), 'two');
  expect(await readFile(join(root, 'a/b/file.json'), 'utf8')).toBe('two');
  expect(await readdir(join(root, 'a/b'))).toEqual(['file.json']);
});

it('shows a reader the old text or the new one, never a part', async () => {
  const { root } = await temporaryProject();
  const path = join(root, 'file');
  const texts = ['a', 'b'].map((letter) => letter.repeat(1_000_000));
  await writeAtomic(path, texts[0]!);
  const done = new AbortController();
  const reader = (async () => {
    const seen = new Set<string>();
    while (!done.signal.aborted) seen.add(await readFile(path, 'utf8'));
    return [...seen];
  })();
  for (let round = 0; round < 20; round += 1) await writeAtomic(path, texts[round % 2]!);
  done.abort();
  for (const seen of await reader) expect(texts.includes(seen)).toBe(true);
});

it('leaves the old text, and no remains, when the new one cannot be put in its place', async () => {
  const { root } = await temporaryProject({ 'folder/file/inside': 'x' });
  await expect(writeAtomic(join(root, 'folder/file'), 'text')).rejects.toThrow();
  expect(await readdir(join(root, 'folder'))).toEqual(['file']);
});

it('keeps the permissions of a file that it replaces', async () => {
  const { root } = await temporaryProject({ file: 'old' });
  await chmod(join(root, 'file'), 0o640);
  await writeAtomic(join(root, 'file'), 'new');
  expect((await stat(join(root, 'file'))).mode & 0o777).toBe(0o640);
});

it('keeps .seeknal/ out of git, unless somebody decided otherwise', async () => {
  const paths = await temporaryProject();
  await Promise.all([ensureSeeknalDir(paths), ensureSeeknalDir(paths)]);
  const ignore = join(paths.seeknalDir, '.gitignore');
  expect(await readFile(ignore, 'utf8')).toBe('*\n');
  await writeFile(ignore, 'history.db\n');
  await ensureSeeknalDir(paths);
  expect(await readFile(ignore, 'utf8')).toBe('history.db\n');
});
