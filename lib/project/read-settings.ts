import { readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { ensureSeeknalDir } from '../files/ensure-seeknal-dir';
import { isMissingFile } from '../files/missing-file';
import { relativeToProject, type ProjectPaths } from '../files/project-paths';
import { writeAtomic } from '../files/write-atomic';
import { canBeCached, isSameFile, type FileVersion } from './file-version';
import type { ProjectSettings, ReadSettings } from './project-settings';

/** seeknal_project.yml; without it, or without a name in it, the project is called as its folder. */
export async function readSettings(paths: ProjectPaths): Promise<ReadSettings> {
  const byFolder: ProjectSettings = {
    name: basename(paths.root),
    pools: new Map(),
    memoryLimitBytes: null,
    stateUrl: null,
  };
  const file = relativeToProject(paths.root, paths.settings);
  try {
    const { size: sizeBytes, mtimeMs: modifiedMs, ctimeMs: changedMs } = statSync(paths.settings);
    const version = { sizeBytes, modifiedMs, changedMs };
    const cached = loadCached(paths, version);
    if (cached !== null) return { settings: cached, diagnostics: [] };
    const startMs = Date.now();
    const text = await readFile(paths.settings, 'utf8');
    const { parseSettings } = await import('./parse-settings');
    const read = parseSettings(text, file, byFolder);
    const isWorthKeeping = read.diagnostics.length === 0 && canBeCached(version, startMs);
    if (isWorthKeeping) await saveCached(paths, version, read.settings);
    return read;
  } catch (error) {
    if (isMissingFile(error)) return { settings: byFolder, diagnostics: [] };
    const why = error instanceof Error ? error.message : String(error);
    const { invalidSettings } = await import('./parse-settings');
    const diagnostic = invalidSettings(file, `The settings can't be read: ${why}`, 1, 1);
    return { settings: byFolder, diagnostics: [diagnostic] };
  }
}

/** Another version of us may read the same text differently; a moved project may be called differently. */
const formatFor = (paths: ProjectPaths): string => `${packageJson.version}:2:${paths.root}`;

const cacheFile = (paths: ProjectPaths): string => join(paths.seeknalDir, 'settings-cache.json');

interface CachedSettings extends Omit<ProjectSettings, 'pools'> {
  readonly pools: readonly (readonly [name: string, slots: number])[];
}

/** What was read of this very version of the file; null when that isn't known. */
function loadCached(paths: ProjectPaths, version: FileVersion): ProjectSettings | null {
  try {
    const cache = JSON.parse(readFileSync(cacheFile(paths), 'utf8')) as {
      format: string;
      version: FileVersion;
      settings: CachedSettings;
    };
    if (cache.format !== formatFor(paths) || !isSameFile(cache.version, version)) return null;
    return { ...cache.settings, pools: new Map(cache.settings.pools) };
  } catch {
    return null;
  }
}

/** So that a run with nothing to do needs no YAML parser; a folder that can't be written costs speed only. */
async function saveCached(
  paths: ProjectPaths,
  version: FileVersion,
  settings: ProjectSettings,
): Promise<void> {
  try {
    await ensureSeeknalDir(paths);
    const cached: CachedSettings = { ...settings, pools: [...settings.pools] };
    const cache = { format: formatFor(paths), version, settings: cached };
    await writeAtomic(cacheFile(paths), JSON.stringify(cache));
  } catch {
    // Reading must work in a folder that is only readable.
  }
}
