import { kindOfId, parseNodeId, shortNameOf, type NodeId } from '../graph/node-id';
import { Manifest } from '../manifest/manifest';
import type { JsonObject } from '../util/json';

/** A node id from text that a test knows to be one. */
export function id(text: string): NodeId {
  const parsed = parseNodeId(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

/** A manifest from `node -> what it reads`; a test says only what matters to it. */
export function manifestOf(
  upstreamsOf: Readonly<Record<string, readonly string[]>>,
  more: Readonly<Record<string, { tags?: string[]; config?: JsonObject }>> = {},
): Manifest {
  return new Manifest({
    metadata: {
      project: 'test',
      seeknalVersion: '2.0.0',
      generatedAt: '2026-01-30T09:15:02.123456',
    },
    nodes: Object.entries(upstreamsOf).map(([text, upstreams]) => ({
      id: id(text),
      name: shortNameOf(id(text)),
      kind: kindOfId(id(text)),
      description: null,
      owner: null,
      tags: more[text]?.tags ?? [],
      columns: {},
      config: { inputs: upstreams.map((ref) => ({ ref })), ...more[text]?.config },
      filePath: null,
    })),
    edges: Object.entries(upstreamsOf).flatMap(([to, upstreams]) =>
      upstreams.map((from) => ({ from: id(from), to: id(to) })),
    ),
  });
}
