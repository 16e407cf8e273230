import { parseNodeId, type NodeId } from '../graph/node-id';
import { kinds } from '../kinds/registry';
import type { JsonObject, JsonValue } from '../util/json';
import { err, ok, type Result } from '../util/result';
import { Manifest, type ManifestEdge, type ManifestNode } from './manifest';
import type { ManifestJson } from './manifest-schema';
import { plainManifest } from './plain-manifest';

/** Kinds of the original that we can't run; a manifest that has them can still be drawn and compared. */
const furtherKinds = new Set(['python']);

/**
 * Checks the JSON of a manifest (manifest reference, section 2) and builds it. Edges that say the same
 * count once. The error lists every mistake with its place.
 */
export async function manifestFromJson(
  value: JsonValue,
  toRelative: (filePath: string) => string,
): Promise<Result<Manifest, string>> {
  const checked = await check(value);
  if (!checked.ok) return checked;
  const { metadata, nodes, edges, ...extra } = checked.value;
  const mistakes: string[] = [];
  const readNodes = Object.entries(nodes).flatMap(([key, node]): ManifestNode[] => {
    const id = readId(node.id, `nodes[${JSON.stringify(key)}].id`, mistakes);
    if (key !== node.id) {
      mistakes.push(`nodes[${JSON.stringify(key)}].id: is "${node.id}", which must equal its key`);
    }
    if (!kinds.has(node.type) && !furtherKinds.has(node.type)) {
      mistakes.push(
        `nodes[${JSON.stringify(key)}].type: unknown kind "${node.type}"; known are ${[...kinds.keys(), ...furtherKinds].join(', ')}`,
      );
    }
    if (id === null) return [];
    const { name, type, description, owner, tags, columns, config, file_path, ...rest } = node;
    return [
      {
        id,
        name,
        kind: type,
        description,
        owner,
        tags,
        columns,
        config,
        filePath: file_path === null ? null : toRelative(file_path),
        ...extraOf(withoutId(rest)),
      },
    ];
  });
  const seen = new Set<string>();
  const readEdges = edges.flatMap((edge, index): ManifestEdge[] => {
    const from = readId(edge.from, `edges[${String(index)}].from`, mistakes);
    const to = readId(edge.to, `edges[${String(index)}].to`, mistakes);
    const pair = JSON.stringify([from, to]);
    if (from === null || to === null || seen.has(pair)) return [];
    seen.add(pair);
    return [{ from, to }];
  });
  if (mistakes.length > 0) return err(mistakes.join('; '));
  const { project, seeknal_version, generated_at, ...metadataRest } = metadata;
  return ok(
    new Manifest({
      metadata: {
        project,
        seeknalVersion: seeknal_version,
        generatedAt: generated_at,
        ...extraOf(metadataRest),
      },
      nodes: readNodes,
      edges: readEdges,
      extra: extra as JsonObject,
    }),
  );
}

/** What is right is seen at once; for words about what is wrong the schema is loaded. */
async function check(value: JsonValue): Promise<Result<ManifestJson, string>> {
  const plain = plainManifest(value);
  if (plain !== null) return ok(plain);
  const { describeIssues, manifestSchema } = await import('./manifest-schema');
  const parsed = manifestSchema.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(describeIssues(parsed.error));
}

function withoutId(rest: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(rest).filter(([key]) => key !== 'id'));
}

function readId(text: string, where: string, mistakes: string[]): NodeId | null {
  const id = parseNodeId(text);
  if (id.ok) return id.value;
  mistakes.push(`${where}: ${id.error}`);
  return null;
}

/** What a loose object carries beyond its schema came out of JSON, so it is JSON. */
function extraOf(rest: Record<string, unknown>): { extra?: JsonObject } {
  return Object.keys(rest).length === 0 ? {} : { extra: rest as JsonObject };
}
