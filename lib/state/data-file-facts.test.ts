import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digestDataFiles, readDataFileFacts } from './data-file-facts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'data-files-'));
  await mkdir(join(dir, 'data', 'old'), { recursive: true });
  await writeFile(join(dir, 'data', 'a.csv'), 'id\n1\n');
  await writeFile(join(dir, 'data', 'b.csv'), 'id\n2\n');
  await writeFile(join(dir, 'data', 'old', 'c.csv'), 'id\n3\n');
});

afterEach(() => rm(dir, { recursive: true }));

const digestOf = async (path: string): Promise<string | null> =>
  digestDataFiles(await readDataFileFacts(dir, [path], []));

test('a touch changes the facts and not their digest; new content changes both', async () => {
  const before = await digestOf('data/a.csv');
  await utimes(join(dir, 'data', 'a.csv'), 1, 1);
  expect(await digestOf('data/a.csv')).toBe(before);
  await writeFile(join(dir, 'data', 'a.csv'), 'id\n9\n');
  expect(await digestOf('data/a.csv')).not.toBe(before);
});

test('a file with the size and time that are known is not read again', async () => {
  const [facts] = await readDataFileFacts(dir, ['data/a.csv'], []);
  if (facts === undefined) throw new Error('no facts');
  const known = { ...facts, contentHash: 'as known' };
  expect(await readDataFileFacts(dir, ['data/a.csv'], [known])).toEqual([known]);
});

test.each([
  ['data/*.csv', ['data/a.csv', 'data/b.csv']],
  ['data/**/*.csv', ['data/a.csv', 'data/b.csv', 'data/old/c.csv']],
  ['data/[bc].csv', ['data/b.csv']],
  ['data/none-*.csv', []],
])('the pattern %s stands for the files that match it', async (pattern, expected) => {
  const facts = await readDataFileFacts(dir, [pattern], []);
  expect(facts.map((file) => file.path)).toEqual(expected);
});

test('a pattern has another digest once a file is added, edited or removed', async () => {
  const digests = [await digestOf('data/*.csv')];
  await writeFile(join(dir, 'data', 'c.csv'), 'id\n4\n');
  digests.push(await digestOf('data/*.csv'));
  await writeFile(join(dir, 'data', 'c.csv'), 'id\n5\n');
  digests.push(await digestOf('data/*.csv'));
  await rm(join(dir, 'data', 'a.csv'));
  digests.push(await digestOf('data/*.csv'));
  expect(new Set(digests).size).toBe(4);
});
