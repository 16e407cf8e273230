import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { filesOf } from '../files/file-pattern';
import { isMissingFile } from '../files/missing-file';
import { canonicalJson } from './canonical-json';
import type { DataFileFacts } from './execution-state';
import { sha256 } from './fingerprint';

/**
 * The facts of the data files that a node names, in its order, and of all that a pattern matches. Size and
 * time come first: a file that has kept both is not read again, its known content hash stands. Files that
 * aren't there are left out; running the node tells about them.
 */
export async function readDataFileFacts(
  projectDir: string,
  paths: readonly string[],
  known: readonly DataFileFacts[],
): Promise<DataFileFacts[]> {
  const files = await Promise.all(paths.map((path) => filesOf(projectDir, path)));
  const knownByPath = new Map(known.map((facts) => [facts.path, facts]));
  const found = await Promise.all(
    files.flat().map((path) => factsOf(resolve(projectDir, path), path, knownByPath.get(path))),
  );
  return found.filter((facts) => facts !== null);
}

/** Whether the files are those of the facts, in this order, with the sizes and times that they had. */
export function areDataFilesUntouched(
  projectDir: string,
  paths: readonly string[],
  known: readonly DataFileFacts[],
): boolean {
  if (paths.length !== known.length) return false;
  try {
    return known.every(({ path, sizeBytes, modifiedMs }, index) => {
      if (path !== paths[index]) return false;
      const now = statSync(resolve(projectDir, path), { throwIfNoEntry: false });
      return now?.size === sizeBytes && now.mtimeMs === modifiedMs;
    });
  } catch {
    // Whoever reads them then tells what is wrong.
    return false;
  }
}

/** The files of which the content differs, or which only one of the two has. */
export function changedPaths(
  before: readonly DataFileFacts[],
  now: readonly DataFileFacts[],
): string[] {
  const [was, is] = [before, now].map(
    (facts) => new Map(facts.map(({ path, contentHash }) => [path, contentHash])),
  );
  const all = new Set([...before, ...now].map(({ path }) => path));
  return [...all].filter((path) => was?.get(path) !== is?.get(path));
}

/** What of the facts enters a fingerprint: names and contents, never times. Null without any. */
export function digestDataFiles(
  facts: readonly DataFileFacts[],
  outside: Readonly<Record<string, string>> = {},
): string | null {
  const files = facts.map((file) => [file.path, file.contentHash]);
  const others = Object.entries(outside);
  if (files.length + others.length === 0) return null;
  return sha256(canonicalJson(others.length === 0 ? files : [files, outside]));
}

async function factsOf(
  absolute: string,
  path: string,
  known: DataFileFacts | undefined,
): Promise<DataFileFacts | null> {
  try {
    const { size: sizeBytes, mtimeMs: modifiedMs } = await stat(absolute);
    if (known?.sizeBytes === sizeBytes && known.modifiedMs === modifiedMs) return known;
    return { path, sizeBytes, modifiedMs, contentHash: await hashFile(absolute) };
  } catch (error) {
    if (isMissingFile(error)) return null;
    throw error;
  }
}

async function hashFile(absolute: string): Promise<string> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(absolute), digest);
  return digest.digest('hex');
}
