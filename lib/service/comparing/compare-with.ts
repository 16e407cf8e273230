import { classOfChange, type ChangeClass } from '../../diff/classify-change';
import type { NodeId } from '../../graph/node-id';
import type { Manifest } from '../../manifest/manifest';
import type { CompareBase } from './compare-base';
import { compareMeaning } from './compare-meaning';
import { ghostsOf } from '../project/ghosts-of';
import type { ProjectSnapshot } from '../project/project-snapshot';

/** What differs between the project and another manifest, ready to be drawn over the snapshot. */
export interface Comparison {
  /** How people call what it is compared with. */
  readonly label: string;
  /** Nodes that differ themselves. */
  readonly nodes: readonly {
    readonly id: NodeId;
    readonly what: 'added' | ChangeClass;
    /** Which fields, in words. */
    readonly reason: string;
  }[];
  /** Downstream of a change that counts, with the changed node that is nearest. */
  readonly affected: readonly { readonly id: NodeId; readonly by: NodeId }[];
  readonly ghosts: ProjectSnapshot['ghosts'];
}

/** Compares the project as it is on disk with an earlier manifest. */
export async function compareWith(
  { label, manifest: before }: CompareBase,
  after: Manifest,
): Promise<Comparison> {
  const diff = await compareMeaning(before, after);
  const nodes: Comparison['nodes'][number][] = diff.addedNodes.map((id) => ({
    id,
    what: 'added',
    reason: `not in ${label}`,
  }));
  for (const { nodeId, fields } of diff.modifiedNodes) {
    const [was, is] = [before.nodes.get(nodeId), after.nodes.get(nodeId)];
    if (was === undefined || is === undefined) continue;
    const what = classOfChange(fields, was, is);
    const names = [...new Set(fields.map((field) => field.path))];
    const more = names.length > 3 ? ` and ${String(names.length - 3)} more` : '';
    nodes.push({ id: nodeId, what, reason: `${names.slice(0, 3).join(', ')}${more} changed` });
  }
  const ghosts = ghostsOf(diff, before, after);
  return { label, nodes, affected: affectedBy(nodes, after), ghosts };
}

/** Breadth first, so that the nearest change is named. */
function affectedBy(nodes: Comparison['nodes'], { graph }: Manifest): Comparison['affected'] {
  const changed = new Set(nodes.map(({ id }) => id));
  const causes = new Map<NodeId, NodeId>();
  let edge = nodes.filter(({ what }) => what !== 'metadata').map(({ id }) => ({ id, by: id }));
  while (edge.length > 0) {
    const next: { id: NodeId; by: NodeId }[] = [];
    for (const { id, by } of edge) {
      for (const reader of graph.downstreamOf(id)) {
        if (causes.has(reader)) continue;
        causes.set(reader, by);
        next.push({ id: reader, by });
      }
    }
    edge = next;
  }
  return [...causes].flatMap(([id, by]) => (changed.has(id) ? [] : [{ id, by }]));
}
