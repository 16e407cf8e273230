import { statSync, type Stats } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { ensureSeeknalDir } from '../files/ensure-seeknal-dir';
import { isMissingFile } from '../files/missing-file';
import type { ProjectPaths } from '../files/project-paths';
import { writeAtomic } from '../files/write-atomic';
import type { CommonValues } from '../templates/common-values';
import type { JsonValue } from '../util/json';
import type { CommonReading } from './common-reading';
import type { Diagnostic } from './diagnostic';
import { canBeCached, isSameFile, type FileVersion } from './file-version';

/** The files that there may be; each is one list of snippets. */
const commonFiles = ['sources', 'rules', 'transformations'] as const;

interface FoundCommon {
  readonly section: (typeof commonFiles)[number];
  /** Relative to the project. */
  readonly path: string;
  readonly version: FileVersion;
}

/** Reads seeknal/common/{sources,rules,transformations}.yml; a file that isn't there shares nothing. */
export async function readCommon(paths: ProjectPaths): Promise<CommonReading> {
  const found = commonFiles.flatMap((section) => look(paths, section));
  if (found.length === 0) return { common: new Map(), diagnostics: [] };
  const cached = await loadCached(paths, found);
  if (cached !== null) return { common: cached, diagnostics: [] };
  const startMs = Date.now();
  const { parseCommon } = await import('./parse-common');
  const common = new Map<string, JsonValue>();
  const diagnostics: Diagnostic[] = [];
  for (const { section, path } of found) {
    const read = await readFile(join(paths.root, path)).then(
      (bytes) => parseCommon(section, path, bytes),
      (error: unknown) => unreadable(path, error),
    );
    for (const [name, value] of read.common) common.set(name, value);
    diagnostics.push(...read.diagnostics);
  }
  const isWorthKeeping =
    diagnostics.length === 0 && found.every(({ version }) => canBeCached(version, startMs));
  if (isWorthKeeping) await saveCached(paths, found, common);
  return { common, diagnostics };
}

/** At once: to wait for six answers takes longer than to get them. */
function look(paths: ProjectPaths, section: FoundCommon['section']): FoundCommon[] {
  return ['yml', 'yaml'].flatMap((ending): FoundCommon[] => {
    const path = `seeknal/common/${section}.${ending}`;
    const facts = lookAt(join(paths.root, path));
    if (facts?.isFile() !== true) return [];
    const { size: sizeBytes, mtimeMs: modifiedMs, ctimeMs: changedMs } = facts;
    return [{ section, path, version: { sizeBytes, modifiedMs, changedMs } }];
  });
}

function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function unreadable(file: string, error: unknown): CommonReading {
  const why = error instanceof Error ? error.message : String(error);
  return {
    common: new Map(),
    diagnostics: isMissingFile(error)
      ? []
      : [
          {
            code: 'unreadable_file',
            severity: 'error',
            message: `${file} can't be read: ${why}`,
            hint: 'Check the permissions of the file.',
            place: { file, line: 1, column: 1 },
            nodeId: null,
          },
        ],
  };
}

interface CommonCache {
  readonly format: string;
  readonly files: readonly (FileVersion & { readonly path: string })[];
  readonly values: readonly (readonly [string, JsonValue])[];
}

/** Another version of us may read the same text differently. */
const format = `${packageJson.version}:1`;

const cacheFile = (paths: ProjectPaths): string => join(paths.seeknalDir, 'common-cache.json');

/** What was read of these very versions of the files; null when that isn't known. */
async function loadCached(
  paths: ProjectPaths,
  found: readonly FoundCommon[],
): Promise<CommonValues | null> {
  try {
    const cache = JSON.parse(await readFile(cacheFile(paths), 'utf8')) as CommonCache;
    if (cache.format !== format || cache.files.length !== found.length) return null;
    const isSame = found.every(({ path, version }, index) => {
      const before = cache.files[index];
      return before?.path === path && isSameFile(before, version);
    });
    return isSame ? new Map(cache.values) : null;
  } catch {
    return null;
  }
}

/** So that a run with nothing to do needs no YAML parser; a folder that can't be written costs speed only. */
async function saveCached(
  paths: ProjectPaths,
  found: readonly FoundCommon[],
  common: CommonValues,
): Promise<void> {
  const files = found.map(({ path, version }) => ({ path, ...version }));
  const cache: CommonCache = { format, files, values: [...common] };
  try {
    await ensureSeeknalDir(paths);
    await writeAtomic(cacheFile(paths), JSON.stringify(cache));
  } catch {
    // Reading must work in a folder that is only readable.
  }
}
