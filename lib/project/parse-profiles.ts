import { LineCounter, parseDocument } from 'yaml';
import { mainTypeName, noProfiles, type Profiles } from '../connections/profiles';
import { isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import { nearMatches } from '../util/near-matches';
import type { Diagnostic } from './diagnostic';
import { didYouMean } from './did-you-mean';
import { yamlMistakes } from './yaml-mistakes';
import { YamlPlaces } from './yaml-places';

/** The sections that mean something to us, and those of the original that only mean something there. */
const sections = [
  'connections',
  'source_defaults',
  'materialization',
  'starrocks',
  'publish',
  'target',
];

export interface ReadProfiles {
  readonly profiles: Profiles;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What the text of a profiles.yml says, with every mistake in it. `file`: how it is called in messages;
 * `severity`: that of its mistakes. No message repeats a value, which may be a password.
 */
export function parseProfiles(
  text: string,
  file: string,
  severity: Diagnostic['severity'],
): ReadProfiles {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'core',
    prettyErrors: false,
    uniqueKeys: false,
  });
  const places = new YamlPlaces(text, document);
  const diagnostics: Diagnostic[] = [];
  const mistakes = yamlMistakes(text, document);
  for (const { offset, message, hint } of mistakes) {
    // The parser's words may quote the line.
    const what = message.split(':').slice(0, 2).join(':');
    diagnostics.push(problem(what, { file, ...places.at(offset) }, severity, hint));
  }
  if (mistakes.length > 0) return { profiles: { ...noProfiles, file }, diagnostics };

  const placeOf = (path: readonly string[]) => ({ file, ...places.ofPath(path) });
  const refuse = (message: string, path: readonly string[], hint: string | null = null): void => {
    diagnostics.push(problem(message, placeOf(path), severity, hint));
  };
  const value = JSON.parse(JSON.stringify(document.toJS() ?? {})) as JsonValue;
  if (!isJsonObject(value)) {
    refuse(`${file} must be a mapping of sections.`, [], 'Start it with "connections:".');
    return { profiles: { ...noProfiles, file }, diagnostics };
  }
  for (const name of Object.keys(value)) {
    if (sections.includes(name)) continue;
    const near = nearMatches(name, sections);
    const hint = near.length > 0 ? didYouMean(near) : `The sections are ${sections.join(', ')}.`;
    diagnostics.push(
      problem(`"${name}" is no section of a profile.`, placeOf([name]), 'warning', hint),
    );
  }
  const connections = mappings(value, 'connections', refuse);
  for (const [name, settings] of connections) {
    if (typeof settings['type'] === 'string') continue;
    refuse(
      `The connection "${name}" doesn't say what it connects to.`,
      ['connections', name],
      'Add a type, as in "type: postgresql".',
    );
    connections.delete(name);
  }
  const sourceDefaults = new Map<string, JsonObject>();
  for (const [type, params] of mappings(value, 'source_defaults', refuse)) {
    const name = mainTypeName(type);
    sourceDefaults.set(name, { ...sourceDefaults.get(name), ...params });
  }
  const { materialization = null } = value;
  if (materialization !== null && !isJsonObject(materialization)) {
    refuse('"materialization" must be a mapping of settings.', ['materialization']);
  }
  return {
    profiles: {
      file,
      connections,
      sourceDefaults,
      materialization: isJsonObject(materialization) ? materialization : {},
      placeOf,
    },
    diagnostics,
  };
}

type Refuse = (message: string, path: readonly string[], hint?: string | null) => void;

/** A section that is a mapping of names to mappings. */
function mappings(profile: JsonObject, section: string, refuse: Refuse): Map<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  const { [section]: value = null } = profile;
  if (value === null) return found;
  if (!isJsonObject(value)) {
    refuse(`"${section}" must be a mapping of names to settings.`, [section]);
    return found;
  }
  for (const [name, settings] of Object.entries(value)) {
    if (isJsonObject(settings)) found.set(name, settings);
    else if (settings !== null) {
      refuse(`"${section}.${name}" must be a mapping of settings.`, [section, name]);
    }
  }
  return found;
}

export function problem(
  message: string,
  place: Diagnostic['place'],
  severity: Diagnostic['severity'],
  hint: string | null,
): Diagnostic {
  return { code: 'invalid_profile', severity, message, hint, place, nodeId: null };
}
