import type { JsonObject, JsonValue } from '../util/json';
import { maskCredentials } from '../util/mask-secrets';
import type { Manifest, ManifestNode } from './manifest';

/** The form of manifest.json: nodes by id, edges by (from, to), the keys of a node in the documented order. */
function manifestToJson(manifest: Manifest): JsonObject {
  const { project, seeknalVersion, generatedAt, extra } = manifest.metadata;
  const nodes: Record<string, JsonValue> = {};
  for (const node of manifest.nodes.values()) nodes[node.id] = nodeToJson(node);
  return {
    metadata: { project, seeknal_version: seeknalVersion, generated_at: generatedAt, ...extra },
    nodes,
    edges: manifest.edges.map(({ from, to }) => ({ from, to, type: 'dependency' })),
    ...manifest.extra,
  };
}

/**
 * The bytes of manifest.json: two spaces of indent, no newline at the end, as the original writes it.
 * Passwords that a node file holds in plain text are covered.
 */
export function manifestText(manifest: Manifest): string {
  return JSON.stringify(manifestToJson(manifest), null, 2);
}

function nodeToJson(node: ManifestNode): JsonObject {
  return {
    id: node.id,
    name: node.name,
    type: node.kind,
    description: node.description,
    owner: node.owner,
    tags: node.tags,
    columns: node.columns,
    config: maskCredentials(node.config),
    file_path: node.filePath,
    ...node.extra,
  };
}
