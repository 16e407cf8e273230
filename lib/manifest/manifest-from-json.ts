import { z } from 'zod';
import { parseNodeId, type NodeId } from '../graph/node-id';
import { kinds } from '../kinds/registry';
import type { JsonObject, JsonValue } from '../util/json';
import { err, ok, type Result } from '../util/result';
import { Manifest, type ManifestEdge, type ManifestNode } from './manifest';

const json: z.ZodType<JsonValue> = z.json();
const nullableText = z
  .string()
  .nullish()
  .transform((text) => text ?? null);

const nodeSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  description: nullableText,
  owner: nullableText,
  tags: z.array(z.string()).default([]),
  columns: z.record(z.string(), json).default({}),
  config: z.record(z.string(), json).default({}),
  file_path: nullableText,
});

/** Kinds of the original that we can't run; a manifest that has them can still be drawn and compared. */
const furtherKinds = new Set(['python']);

const edgeSchema = z.looseObject({ from: z.string(), to: z.string() });

const manifestSchema = z.looseObject({
  metadata: z.looseObject({
    project: z.string(),
    seeknal_version: z.string().default('2.0.0'),
    generated_at: z.string().default(''),
  }),
  nodes: z.record(z.string(), nodeSchema).default({}),
  edges: z.array(edgeSchema).default([]),
});

/**
 * Checks the JSON of a manifest (manifest reference, section 2) and builds it. Edges that say the same
 * count once. The error lists every mistake with its place.
 */
export function manifestFromJson(
  value: JsonValue,
  toRelative: (filePath: string) => string,
): Result<Manifest, string> {
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) return err(describeIssues(parsed.error));
  const { metadata, nodes, edges, ...extra } = parsed.data;
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

function describeIssues(error: z.ZodError): string {
  return error.issues
    .map((issue) => {
      const where = issue.path.reduce<string>(
        (path, key) =>
          typeof key === 'number'
            ? `${path}[${String(key)}]`
            : /^[A-Za-z_]\w*$/.test(String(key))
              ? `${path}${path === '' ? '' : '.'}${String(key)}`
              : `${path}[${JSON.stringify(String(key))}]`,
        '',
      );
      return `${where === '' ? 'the file' : where}: ${issue.message}`;
    })
    .join('; ');
}
