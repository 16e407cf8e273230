import type { ZodType } from 'zod';
import { nodeId } from '../graph/node-id';
import { openSchema } from '../kinds/open-schema';
import { notSupported } from '../kinds/not-supported';
import { isOfProject, kinds } from '../kinds/registry';
import { definitionHashes } from '../state/fingerprint';
import { expressionsOf } from '../templates/expressions-of';
import type { JsonObject } from '../util/json';
import { nearMatches } from '../util/near-matches';
import { checkMaterialization } from './check-materialization';
import { checkSchema } from './check-schema';
import { didYouMean } from './did-you-mean';
import { Findings } from './findings';
import type { FoundFile } from './find-node-files';
import type { NodeFile, ReadNode } from './node-file';
import { readYamlDocument } from './read-yaml-document';
import { refsOf } from './refs-of';
import { columnsOf } from './to-manifest-node';
import type { YamlPlaces } from './yaml-places';

/** Reads one file as far as it can be understood on its own, with every mistake in it. */
export async function readNodeFile(file: FoundFile, bytes: Buffer): Promise<NodeFile> {
  const found = new Findings(file.path);
  const document = readYamlDocument(bytes, found, {
    name: 'A node file',
    example: 'kind: source',
    hint: 'Start the file with kind: and name:.',
  });
  if (document === null) return { ...file, nodes: [], diagnostics: found.list };
  const { config, places } = document;
  const identity = readIdentity(config, places, found);
  if (identity === null) return { ...file, nodes: [], diagnostics: found.list };

  const { kind, name } = identity;
  const definition = kinds.get(kind);
  if (definition !== undefined) {
    const schema: ZodType = await definition.loadSchema();
    checkSchema(config, schema, places, found, { isOpen: schema === openSchema });
    if (!isOfProject(kind)) {
      for (const { path, message, hint } of notSupported(kind, config)) {
        found.warning('not_supported', message, places.ofPath(path), hint);
      }
    }
    checkMaterialization(config, places, found);
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
    templates: expressionsOf(config).map((source) => ({ source, at: places.ofExpression(source) })),
    hashes: definitionHashes({ config, columns: columnsOf(config) }),
  };
  return { ...file, nodes: [node], diagnostics: found.list };
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
