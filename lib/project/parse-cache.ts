import { statSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { ensureSeeknalDir } from '../files/ensure-seeknal-dir';
import type { ProjectPaths } from '../files/project-paths';
import { writeAtomic } from '../files/write-atomic';
import { kinds } from '../kinds/registry';
import type { NodeFile } from './node-file';

/** Another version of us, or other kinds, may read the same text differently. */
const formatNow = (): string => `${packageJson.version}:7:${[...kinds.keys()].join(',')}`;

type Files = ReadonlyMap<string, NodeFile>;

/** What reading each file gave, by path. */
export interface ParseCache {
  readonly files: Files;
  /** Those of them that were added since all were written together. */
  readonly recent: Files;
}

const noCache: ParseCache = { files: new Map(), recent: new Map() };

/** A process that stays need not read again what it has written. By the path of the cache. */
const lastSeen = new Map<string, { readonly version: string; readonly cache: ParseCache }>();

/** More than these, or a tenth of all, and everything is written together again. */
const mostRecent = 100;

const wholePath = (paths: ProjectPaths): string => join(paths.seeknalDir, 'parse-cache.json');
const recentPath = (paths: ProjectPaths): string => join(paths.seeknalDir, 'parse-cache-new.json');

/**
 * What was read before, so that an unchanged project parses no YAML and loads no schema. A cache that
 * can't be read is none.
 */
export async function loadParseCache(paths: ProjectPaths): Promise<ParseCache> {
  const version = versionOf(paths);
  const seen = lastSeen.get(paths.seeknalDir);
  if (seen?.version === version) return seen.cache;
  const whole = await readCache(wholePath(paths));
  if (whole === null) return noCache;
  const recent = (await readCache(recentPath(paths))) ?? new Map<string, NodeFile>();
  const cache = { files: recent.size === 0 ? whole : new Map([...whole, ...recent]), recent };
  if (versionOf(paths) === version) lastSeen.set(paths.seeknalDir, { version, cache });
  return cache;
}

/**
 * Keeps what was read beside what is known already: a few files go into a small file of their own, so that
 * an edit in a project of thousands doesn't write thousands. A folder that can't be written costs speed and
 * nothing else.
 */
export async function saveParseCache(
  paths: ProjectPaths,
  files: readonly NodeFile[],
  before: ParseCache,
): Promise<void> {
  const added = files.filter((file) => before.files.get(file.path) !== file);
  // What the cache has and the project has no more is in nobody's way, unless it is a lot.
  const left = before.files.size + added.length - files.length;
  const limit = Math.max(mostRecent, files.length / 10);
  if (added.length === 0 && left <= files.length / 10) return;
  try {
    await ensureSeeknalDir(paths);
    const recent = new Map([...before.recent, ...added.map((file) => [file.path, file] as const)]);
    if (before.files.size > 0 && recent.size <= limit && left <= files.length / 10) {
      await writeAtomic(recentPath(paths), cacheText(recent));
      remember(paths, { files: new Map([...before.files, ...recent]), recent });
      return;
    }
    const whole = new Map(files.map((file) => [file.path, file]));
    await writeAtomic(wholePath(paths), cacheText(whole));
    await rm(recentPath(paths), { force: true });
    remember(paths, { files: whole, recent: new Map() });
  } catch {
    // Parsing must work in a folder that is only readable.
  }
}

function remember(paths: ProjectPaths, cache: ParseCache): void {
  lastSeen.set(paths.seeknalDir, { version: versionOf(paths), cache });
}

function cacheText(files: Files): string {
  return JSON.stringify({ format: formatNow(), files: [...files.values()] });
}

async function readCache(path: string): Promise<Files | null> {
  try {
    const cache = JSON.parse(await readFile(path, 'utf8')) as { format: string; files: NodeFile[] };
    if (cache.format !== formatNow()) return null;
    return new Map(cache.files.map((file) => [file.path, file]));
  } catch {
    return null;
  }
}

/** Of both files, and of what reads them. */
function versionOf(paths: ProjectPaths): string {
  const versions = [wholePath(paths), recentPath(paths)].map((path) => {
    const facts = statSync(path, { throwIfNoEntry: false });
    return facts === undefined ? '' : `${String(facts.ino)} ${String(facts.mtimeMs)}`;
  });
  return [formatNow(), ...versions].join();
}
