import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureSeeknalDir } from '../files/ensure-seeknal-dir';
import type { ProjectPaths } from '../files/project-paths';
import { writeAtomic } from '../files/write-atomic';
import { kinds } from '../kinds/registry';
import packageJson from '../../package.json' with { type: 'json' };
import type { FoundFile } from './find-node-files';
import type { NodeFile } from './node-file';

/** Another version of us, or other kinds, may read the same text differently. */
const formatNow = (): string => `${packageJson.version}:2:${[...kinds.keys()].join(',')}`;

const cacheFile = (paths: ProjectPaths): string => join(paths.seeknalDir, 'parse-cache.json');

/**
 * What reading each file gave, by path, so that an unchanged project parses no YAML and loads no schema.
 * A cache that can't be read is none.
 */
export async function loadParseCache(paths: ProjectPaths): Promise<ReadonlyMap<string, NodeFile>> {
  try {
    const cache = JSON.parse(await readFile(cacheFile(paths), 'utf8')) as {
      format: string;
      files: NodeFile[];
    };
    if (cache.format !== formatNow()) return new Map();
    return new Map(cache.files.map((file) => [file.path, file]));
  } catch {
    return new Map();
  }
}

/** Whether what was read of a file still holds. */
export function isUpToDate(cached: NodeFile, found: FoundFile): boolean {
  return (
    cached.sizeBytes === found.sizeBytes &&
    cached.modifiedMs === found.modifiedMs &&
    cached.changedMs === found.changedMs
  );
}

/**
 * Whether a file was old enough at `readAtMs` that no later edit can have the same times: disks count
 * them in steps, some of 2 s.
 */
export function canBeCached(file: FoundFile, readAtMs: number): boolean {
  return Math.max(file.modifiedMs, file.changedMs) < readAtMs - 2000;
}

/** Keeps the cache; a folder that can't be written costs speed and nothing else. */
export async function saveParseCache(
  paths: ProjectPaths,
  files: readonly NodeFile[],
): Promise<void> {
  try {
    await ensureSeeknalDir(paths);
    await writeAtomic(cacheFile(paths), JSON.stringify({ format: formatNow(), files }));
  } catch {
    // Parsing must work in a folder that is only readable.
  }
}
