import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureSeeknalDir } from '../files/ensure-seeknal-dir';
import type { ProjectPaths } from '../files/project-paths';
import { writeAtomic } from '../files/write-atomic';
import { kinds } from '../kinds/registry';
import packageJson from '../../package.json' with { type: 'json' };
import type { NodeFile } from './node-file';

/** Another version of us, or other kinds, may read the same text differently. */
const formatNow = (): string => `${packageJson.version}:4:${[...kinds.keys()].join(',')}`;

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
