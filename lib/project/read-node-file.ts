import { isMap, LineCounter, parseDocument } from 'yaml';
import type { ZodType } from 'zod';
import { nodeId } from '../graph/node-id';
import { kinds } from '../kinds/registry';
import { definitionHashes } from '../state/fingerprint';
import { isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import { nearMatches } from '../util/near-matches';
import { decodeText } from './decode-text';
import type { Diagnostic, DiagnosticCode } from './diagnostic';
import { didYouMean } from './did-you-mean';
import type { FoundFile } from './find-node-files';
import type { NodeFile, Position, ReadNode } from './node-file';
import { refsOf } from './refs-of';
import { columnsOf } from './to-manifest-node';
import { yamlMistakes } from './yaml-mistakes';
import { YamlPlaces } from './yaml-places';

/** Billions of laughs are not a node file. */
const mostAliases = 100;

/** Reads one file as far as it can be understood on its own, with every mistake in it. */
export async function readNodeFile(file: FoundFile, bytes: Buffer): Promise<NodeFile> {
  const found = new Findings(file.path);
  const decoded = decodeText(bytes);
  if (!decoded.ok) {
    const message = 'The file is not UTF-8 text.';
    found.error('unreadable_file', message, decoded.error, 'Save it with the encoding UTF-8.');
    return { ...file, node: null, diagnostics: found.list };
  }
  const text = decoded.value;
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'core',
    merge: true,
    prettyErrors: false,
    uniqueKeys: false,
  });
  const places = new YamlPlaces(text, document, lines);
  const linesTold = new Set<number>();
  for (const { message, offset, hint } of yamlMistakes(text, document)) {
    const at = places.at(offset);
    // Where the parser is lost it stumbles several times over the same thing.
    if (!linesTold.has(at.line)) found.error('invalid_yaml', message, at, hint);
    linesTold.add(at.line);
  }
  if (linesTold.size > 0) return { ...file, node: null, diagnostics: found.list };

  const config = toConfig(document, places, found);
  const identity = config === null ? null : readIdentity(config, places, found);
  if (config === null || identity === null) return { ...file, node: null, diagnostics: found.list };

  const { kind, name } = identity;
  const definition = kinds.get(kind);
  if (definition !== undefined) {
    const schema: ZodType = await definition.loadSchema();
    checkSchema(config, schema, places, found);
  }
  const node: ReadNode = {
    id: nodeId(kind, name),
    kind,
    name,
    config,
    refs: refsOf(config, definition?.furtherRefs).map((ref) => ({ ref, at: places.ofText(ref) })),
    dataFiles: (definition?.dataFiles?.(config) ?? []).map((path) => ({
      path,
      at: places.ofText(path),
    })),
    nameAt: places.ofPath(['name']),
    hashes: definitionHashes({ config, columns: columnsOf(config) }),
  };
  return { ...file, node, diagnostics: found.list };
}

function toConfig(
  document: ReturnType<typeof parseDocument>,
  places: YamlPlaces,
  found: Findings,
): JsonObject | null {
  if (!isMap(document.contents)) {
    found.error(
      'not_a_mapping',
      'A node file must be a mapping of fields, as in "kind: source".',
      places.at(0),
      'Start the file with kind: and name:.',
    );
    return null;
  }
  try {
    // Through JSON: what YAML has beyond it, as .nan or binary, has no place in a manifest.
    const value = JSON.parse(
      JSON.stringify(document.toJS({ maxAliasCount: mostAliases })),
    ) as JsonValue;
    return isJsonObject(value) ? value : null;
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

function readIdentity(
  config: JsonObject,
  places: YamlPlaces,
  found: Findings,
): { kind: string; name: string } | null {
  const kind = readText(config, 'kind', places, found, `One of ${[...kinds.keys()].join(', ')}.`);
  const name = readText(config, 'name', places, found, 'A short name, as in "name: clean_users".');
  if (kind !== null && !kinds.has(kind)) {
    const near = nearMatches(kind, kinds.keys());
    found.error(
      'unknown_kind',
      `Unknown kind "${kind}".`,
      places.ofPath(['kind']),
      near.length > 0 ? didYouMean(near) : `The kinds are ${[...kinds.keys()].join(', ')}.`,
    );
    return null;
  }
  return kind === null || name === null ? null : { kind, name };
}

function readText(
  config: JsonObject,
  field: string,
  places: YamlPlaces,
  found: Findings,
  hint: string,
): string | null {
  const value = config[field];
  if (typeof value === 'string' && value.trim() !== '') return value;
  if (value === undefined || value === null) {
    const near = nearMatches(field, Object.keys(config));
    const typo = near.length > 0 ? ` It has "${near.join('", "')}" instead.` : '';
    found.error('missing_field', `The field "${field}" is missing.${typo}`, places.at(0), hint);
  } else {
    found.error('invalid_field', `"${field}" must be a text.`, places.ofPath([field]), hint);
  }
  return null;
}

function checkSchema(
  config: JsonObject,
  schema: ZodType,
  places: YamlPlaces,
  found: Findings,
): void {
  const checked = schema.safeParse(config);
  for (const issue of checked.success ? [] : checked.error.issues) {
    const where = issue.path.map(String).join('.');
    const missing = issue.path.length > 0 && valueAt(config, issue.path) === undefined;
    found.error(
      missing ? 'missing_field' : 'invalid_field',
      missing
        ? `The field "${where}" is missing: ${issue.message}`
        : `"${where}": ${issue.message}`,
      places.ofPath(issue.path),
      null,
    );
  }
  const known = 'shape' in schema ? Object.keys(schema.shape as object) : [];
  for (const key of Object.keys(config)) {
    if (known.includes(key)) continue;
    const near = nearMatches(key, known);
    if (near.length === 0) continue;
    found.warning(
      'unknown_field',
      `The field "${key}" is not known and has no effect.`,
      places.ofPath([key]),
      didYouMean(near),
    );
  }
}

function valueAt(config: JsonObject, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    config,
  );
}

class Findings {
  readonly list: Diagnostic[] = [];
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  error(code: DiagnosticCode, message: string, at: Position, hint: string | null): void {
    this.#add('error', code, message, at, hint);
  }

  warning(code: DiagnosticCode, message: string, at: Position, hint: string | null): void {
    this.#add('warning', code, message, at, hint);
  }

  #add(
    severity: Diagnostic['severity'],
    code: DiagnosticCode,
    message: string,
    at: Position,
    hint: string | null,
  ): void {
    this.list.push({
      code,
      severity,
      message,
      hint,
      place: { file: this.#file, ...at },
      nodeId: null,
    });
  }
}
