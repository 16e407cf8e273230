import type { NodeId } from '../graph/node-id';
import type { Manifest, ManifestEdge, ManifestNode } from '../manifest/manifest';
import type { JsonObject } from '../util/json';
import { maskCredentials } from '../util/mask-secrets';
import { diffFields } from './diff-fields';
import type { FieldChange } from './field-change';
import { isOnlyLayout } from './is-only-layout';

/** A node that both manifests have, with what differs. */
export interface NodeChange {
  readonly nodeId: NodeId;
  readonly fields: readonly FieldChange[];
}

/** What happened between two manifests (manifest reference, section 6). */
export interface ManifestDiff {
  readonly addedNodes: readonly NodeId[];
  readonly removedNodes: readonly NodeId[];
  readonly modifiedNodes: readonly NodeChange[];
  readonly addedEdges: readonly ManifestEdge[];
  readonly removedEdges: readonly ManifestEdge[];
}

export function compareManifests(before: Manifest, after: Manifest): ManifestDiff {
  const modifiedNodes: NodeChange[] = [];
  for (const node of after.nodes.values()) {
    const earlier = before.nodes.get(node.id);
    // An edit leaves all other definitions the same objects.
    if (earlier === undefined || earlier === node) continue;
    const fields = fieldChanges(earlier, node);
    if (fields.length > 0) modifiedNodes.push({ nodeId: node.id, fields });
  }
  return {
    addedNodes: [...after.nodes.keys()].filter((id) => !before.nodes.has(id)),
    removedNodes: [...before.nodes.keys()].filter((id) => !after.nodes.has(id)),
    modifiedNodes,
    addedEdges: edgesOnlyIn(after, before),
    removedEdges: edgesOnlyIn(before, after),
  };
}

/** What was found of a node, and of which earlier one: a project that stays open is compared after each edit. */
const compared = new WeakMap<
  ManifestNode,
  { readonly before: ManifestNode; readonly fields: readonly FieldChange[] }
>();

/** Field by field what differs between two versions of a node, apart from the layout of SQL. */
export function fieldChanges(before: ManifestNode, after: ManifestNode): readonly FieldChange[] {
  const known = compared.get(after);
  if (known?.before === before) return known.fields;
  const all = diffFields(comparable(before), comparable(after));
  const fields = all.filter((field) => !isOnlyLayout(field));
  compared.set(after, { before, fields });
  return fields;
}

/** `2 node(s) added, 1 edge(s) removed`; null when nothing changed. */
export function summarizeDiff(diff: ManifestDiff): string | null {
  const parts = [
    [diff.addedNodes.length, 'node(s) added'],
    [diff.removedNodes.length, 'node(s) removed'],
    [diff.modifiedNodes.length, 'node(s) modified'],
    [diff.addedEdges.length, 'edge(s) added'],
    [diff.removedEdges.length, 'edge(s) removed'],
  ] as const;
  const said = parts.flatMap(([count, what]) => (count > 0 ? [`${String(count)} ${what}`] : []));
  return said.length === 0 ? null : said.join(', ');
}

/**
 * The whole document. What it says itself stands before its copies in `description`, `owner`, `tags` and
 * `columns`, which count where a manifest has them alone.
 */
function comparable(node: ManifestNode): JsonObject {
  const { description, owner, tags, columns, config } = node;
  return {
    ...(description === null ? {} : { description }),
    ...(owner === null ? {} : { owner }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(Object.keys(columns).length === 0 ? {} : { columns }),
    // Manifests on disk have passwords covered: one that is at hand mustn't look changed beside them.
    ...maskCredentials(config),
  };
}

type Edges = readonly ManifestEdge[];

/** The same for edges, which most edits leave as they are. */
const comparedEdges = new WeakMap<Edges, { readonly there: Edges; readonly only: Edges }>();

function edgesOnlyIn({ edges: here }: Manifest, { edges: there }: Manifest): Edges {
  if (here === there) return [];
  const known = comparedEdges.get(here);
  if (known?.there === there) return known.only;
  const readersOf = new Map<NodeId, Set<NodeId>>();
  for (const { from, to } of there) {
    const readers = readersOf.get(from);
    if (readers === undefined) readersOf.set(from, new Set([to]));
    else readers.add(to);
  }
  const only = here.filter(({ from, to }) => readersOf.get(from)?.has(to) !== true);
  comparedEdges.set(here, { there, only });
  return only;
}
