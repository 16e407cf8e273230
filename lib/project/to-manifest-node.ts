import { parseNodeId } from '../graph/node-id';
import type { ManifestNode } from '../manifest/manifest';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import type { ReadNode } from './node-file';

/** The node as the manifest has it. Fields of the wrong shape, which have a diagnostic, are left empty. */
export function toManifestNode(node: ReadNode, filePath: string): ManifestNode | null {
  const id = parseNodeId(node.id);
  if (!id.ok) return null;
  const { config } = node;
  return {
    id: id.value,
    name: node.name,
    kind: node.kind,
    description: textOrNull(config['description']),
    owner: textOrNull(config['owner']),
    tags: tagsOf(config['tags']),
    columns: columnsOf(config),
    config,
    filePath,
  };
}

function textOrNull(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function tagsOf(value: JsonValue | undefined): string[] {
  if (typeof value === 'string') return [value];
  return isJsonArray(value) ? value.filter((tag) => typeof tag === 'string') : [];
}

export function columnsOf({ columns }: JsonObject): JsonObject {
  return isJsonObject(columns) ? columns : {};
}
