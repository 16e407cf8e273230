import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isMissingFile } from '../files/missing-file';
import { relativeToProject, type ProjectPaths } from '../files/project-paths';
import type { Diagnostic } from './diagnostic';
import { parseBytes } from './parse-bytes';
import type { ProjectSettings } from './project-settings';

/** seeknal_project.yml; without it, or without a name in it, the project is called as its folder. */
export async function readSettings(
  paths: ProjectPaths,
): Promise<{ readonly settings: ProjectSettings; readonly diagnostics: readonly Diagnostic[] }> {
  const byFolder: ProjectSettings = {
    name: basename(paths.root),
    pools: new Map(),
    memoryLimitBytes: null,
    stateUrl: null,
  };
  let text: string;
  try {
    text = await readFile(paths.settings, 'utf8');
  } catch (error) {
    if (isMissingFile(error)) return { settings: byFolder, diagnostics: [] };
    const why = error instanceof Error ? error.message : String(error);
    return {
      settings: byFolder,
      diagnostics: [invalidSettings(paths, `The settings can't be read: ${why}`, 1, 1)],
    };
  }
  // Loaded only when there is something to parse.
  const [{ LineCounter, parseDocument }, { YamlPlaces }] = await Promise.all([
    import('yaml'),
    import('./yaml-places'),
  ]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(Math.min(error.pos[0], text.trimEnd().length));
    const simple = /^name:[ \t]*([A-Za-z0-9_-]+)[ \t]*$/m.exec(text)?.[1];
    return {
      settings: simple === undefined ? byFolder : { ...byFolder, name: simple },
      diagnostics: [invalidSettings(paths, `Invalid YAML: ${error.message}`, line, col)],
    };
  }

  const diagnostics: Diagnostic[] = [];
  const places = new YamlPlaces(text, document, lines);
  const refuse = (message: string, path: readonly string[]): void => {
    const { line, column } = places.ofPath(path);
    diagnostics.push(invalidSettings(paths, message, line, column));
  };
  const values: unknown = document.toJS();
  const settings = isMapping(values)
    ? {
        name: readName(values['name']) ?? byFolder.name,
        pools: readPools(values['pools'], refuse),
        memoryLimitBytes: readMemoryLimit(values['memory_limit'], refuse),
        stateUrl: readStateUrl(values['state'], refuse),
      }
    : byFolder;
  return { settings, diagnostics };
}

type Refuse = (message: string, path: readonly string[]) => void;

function readName(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function readPools(value: unknown, refuse: Refuse): ReadonlyMap<string, number> {
  const pools = new Map<string, number>();
  if (value === undefined || value === null) return pools;
  if (!isMapping(value)) {
    refuse('"pools" must be a mapping of names to numbers of slots, as in "gpu: 1".', ['pools']);
    return pools;
  }
  for (const [name, slots] of Object.entries(value)) {
    if (typeof slots === 'number' && slots > 0 && Number.isFinite(slots)) pools.set(name, slots);
    else refuse(`The pool "${name}" must have a number of slots above 0.`, ['pools', name]);
  }
  return pools;
}

function readMemoryLimit(value: unknown, refuse: Refuse): number | null {
  if (value === undefined || value === null) return null;
  const bytes = typeof value === 'string' ? parseBytes(value) : null;
  if (bytes === null) refuse('"memory_limit" must be a size, as in "4GB".', ['memory_limit']);
  return bytes;
}

function readStateUrl(value: unknown, refuse: Refuse): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' && value !== '') return value;
  refuse('"state" must be an address, as in "sqlite:target/state/state.db".', ['state']);
  return null;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalidSettings(
  paths: ProjectPaths,
  message: string,
  line: number,
  column: number,
): Diagnostic {
  return {
    code: 'invalid_settings',
    severity: 'error',
    message,
    hint: 'Correct the file, or delete it: a project works without one.',
    place: { file: relativeToProject(paths.root, paths.settings), line, column },
    nodeId: null,
  };
}
