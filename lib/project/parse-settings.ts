import { LineCounter, parseDocument } from 'yaml';
import { isJsonObject, type JsonValue } from '../util/json';
import { checkSchema } from './check-schema';
import type { Diagnostic } from './diagnostic';
import { Findings } from './findings';
import { parseBytes } from './parse-bytes';
import type { ProjectSettings, ReadSettings } from './project-settings';
import { settingsSchema } from './settings-schema';
import { YamlPlaces } from './yaml-places';

/**
 * What the text of a settings file says, with every mistake in it. `file`: how it is called in messages;
 * `defaults`: what holds where it says nothing.
 */
export function parseSettings(text: string, file: string, defaults: ProjectSettings): ReadSettings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(Math.min(error.pos[0], text.trimEnd().length));
    const simple = /^name:[ \t]*([A-Za-z0-9_-]+)[ \t]*$/m.exec(text)?.[1];
    return {
      settings: simple === undefined ? defaults : { ...defaults, name: simple },
      diagnostics: [invalidSettings(file, `Invalid YAML: ${error.message}`, line, col)],
    };
  }

  const diagnostics: Diagnostic[] = [];
  const places = new YamlPlaces(text, document);
  const refuse = (message: string, path: readonly string[]): void => {
    const { line, column } = places.ofPath(path);
    diagnostics.push(invalidSettings(file, message, line, column));
  };
  const values: unknown = document.toJS();
  const settings = isMapping(values)
    ? {
        name: readName(values['name']) ?? defaults.name,
        pools: readPools(values['pools'], refuse),
        memoryLimitBytes: readMemoryLimit(values['memory_limit'], refuse),
        stateUrl: readStateUrl(values['state'], refuse) ?? backendUrl(values['state_backend']),
      }
    : defaults;
  diagnostics.push(...otherMistakes(values, file, places));
  return { settings, diagnostics };
}

/** Settings that have a reader of their own tell their mistakes there. */
const readHere = new Set(['pools', 'memory_limit', 'state']);

/** Settings that nobody knows, and wrong values of those that are only words for people. */
function otherMistakes(values: unknown, file: string, places: YamlPlaces): readonly Diagnostic[] {
  const found = new Findings(file);
  const asJson = JSON.parse(JSON.stringify(values ?? {})) as JsonValue;
  if (!isJsonObject(asJson)) return [];
  const rest = Object.entries(asJson).filter(([key]) => !readHere.has(key));
  checkSchema(Object.fromEntries(rest), settingsSchema, places, found, { isOpen: false });
  return found.list.map((problem) => ({
    ...problem,
    code: problem.severity === 'error' ? 'invalid_settings' : problem.code,
  }));
}

/** The two words of the original. */
function backendUrl(backend: unknown): string | null {
  return backend === 'database' ? 'sqlite:target/state/state.db' : null;
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

export function invalidSettings(
  file: string,
  message: string,
  line: number,
  column: number,
): Diagnostic {
  return {
    code: 'invalid_settings',
    severity: 'error',
    message,
    hint: 'Correct the file, or delete it: a project works without one.',
    place: { file, line, column },
    nodeId: null,
  };
}
