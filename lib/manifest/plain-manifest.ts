import { isJsonArray, isJsonObject, type JsonValue } from '../util/json';
import type { ManifestJson } from './manifest-schema';

/**
 * The JSON of a manifest as its schema would give it, if it is as it should be; else null. A manifest of
 * thousands of nodes is read whenever something has changed, and asking the schema about each of its values
 * takes longer than all the rest.
 */
export function plainManifest(value: JsonValue): ManifestJson | null {
  if (!isJsonObject(value) || !isJsonObject(value['metadata'])) return null;
  const { metadata, nodes: givenNodes = {}, edges: givenEdges = [], ...extra } = value;
  const { project, seeknal_version = '2.0.0', generated_at = '', ...about } = metadata;
  if (typeof project !== 'string' || typeof seeknal_version !== 'string') return null;
  if (typeof generated_at !== 'string') return null;
  if (!isJsonObject(givenNodes) || !isJsonArray(givenEdges)) return null;
  const nodes: [string, ManifestJson['nodes'][string]][] = [];
  for (const [key, given] of Object.entries(givenNodes)) {
    const node = plainNode(given);
    if (node === null) return null;
    nodes.push([key, node]);
  }
  const edges: ManifestJson['edges'] = [];
  for (const edge of givenEdges) {
    if (!isJsonObject(edge)) return null;
    const { from, to } = edge;
    if (typeof from !== 'string' || typeof to !== 'string') return null;
    edges.push({ ...edge, from, to });
  }
  return {
    ...extra,
    metadata: { ...about, project, seeknal_version, generated_at },
    nodes: Object.fromEntries(nodes),
    edges,
  };
}

function plainNode(value: JsonValue): ManifestJson['nodes'][string] | null {
  if (!isJsonObject(value)) return null;
  const {
    id,
    name,
    type,
    description,
    owner,
    file_path,
    tags = [],
    columns = {},
    config = {},
  } = value;
  if (typeof id !== 'string' || typeof name !== 'string' || typeof type !== 'string') return null;
  if (!isTextOrNone(description) || !isTextOrNone(owner) || !isTextOrNone(file_path)) return null;
  if (!isJsonArray(tags) || !areTexts(tags)) return null;
  if (!isJsonObject(columns) || !isJsonObject(config)) return null;
  return {
    ...value,
    ...{ id, name, type, columns, config },
    tags: [...tags],
    description: description ?? null,
    owner: owner ?? null,
    file_path: file_path ?? null,
  };
}

function areTexts(values: readonly JsonValue[]): values is readonly string[] {
  return values.every((value) => typeof value === 'string');
}

function isTextOrNone(value: JsonValue | undefined): value is string | null | undefined {
  return value === undefined || value === null || typeof value === 'string';
}
