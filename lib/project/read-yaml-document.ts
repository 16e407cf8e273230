import { isMap, parseDocument } from 'yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import { decodeText } from './decode-text';
import type { Findings } from './findings';
import { yamlMistakes } from './yaml-mistakes';
import { YamlPlaces } from './yaml-places';

/** Billions of laughs are not a node file. */
const mostAliases = 100;

/** A YAML file of one mapping, and where in it things stand. */
export interface YamlDocument {
  readonly config: JsonObject;
  readonly text: string;
  readonly places: YamlPlaces;
}

/**
 * Reads the bytes of a file as one YAML mapping; null when that is impossible, with the reasons among the
 * findings. `what`: how the file is called in them.
 */
export function readYamlDocument(
  bytes: Buffer,
  found: Findings,
  what: { readonly name: string; readonly example: string; readonly hint: string },
): YamlDocument | null {
  const decoded = decodeText(bytes);
  if (!decoded.ok) {
    const message = 'The file is not UTF-8 text.';
    found.error('unreadable_file', message, decoded.error, 'Save it with the encoding UTF-8.');
    return null;
  }
  const text = decoded.value;
  const document = parseDocument(text, {
    schema: 'core',
    merge: true,
    prettyErrors: false,
    // All that is odd is told by us, with its place.
    logLevel: 'error',
    uniqueKeys: false,
  });
  const places = new YamlPlaces(text, document);
  const linesTold = new Set<number>();
  for (const { message, offset, hint } of yamlMistakes(text, document)) {
    const at = places.at(offset);
    // Where the parser is lost it stumbles several times over the same thing.
    if (!linesTold.has(at.line)) found.error('invalid_yaml', message, at, hint);
    linesTold.add(at.line);
  }
  if (linesTold.size > 0) return null;
  if (!isMap(document.contents)) {
    const message = `${what.name} must be a mapping of fields, as in "${what.example}".`;
    found.error('not_a_mapping', message, places.at(0), what.hint);
    return null;
  }
  try {
    // Through JSON: what YAML has beyond it, as .nan or binary, has no place in a manifest.
    const value = JSON.parse(
      JSON.stringify(document.toJS({ maxAliasCount: mostAliases })),
    ) as JsonValue;
    return isJsonObject(value) ? { config: value, text, places } : null;
  } catch (error) {
    const why =
      error instanceof RangeError
        ? 'its values are nested too deeply'
        : error instanceof ReferenceError
          ? 'its aliases multiply to far too many values'
          : String(error);
    found.error('invalid_yaml', `Invalid YAML: ${why}`, places.at(0), null);
    return null;
  }
}
