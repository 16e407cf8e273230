import type { ManifestDiff } from '../../diff/compare-manifests';
import type { Manifest, ManifestNode } from '../../manifest/manifest';
import { nodeFacts } from './node-facts';
import type { NodeSnapshot, ProjectSnapshot } from './project-snapshot';

type Ghosts = ProjectSnapshot['ghosts'];

export const noGhosts: Ghosts = { nodes: [], edges: [] };

/** Nodes and edges of an earlier manifest that the present one no longer has. */
export function ghostsOf(
  { removedNodes, removedEdges }: Pick<ManifestDiff, 'removedNodes' | 'removedEdges'>,
  before: Manifest,
  after: Manifest,
): Ghosts {
  return {
    nodes: removedNodes.flatMap((id) => {
      const node = before.nodes.get(id);
      return node === undefined ? [] : [toGhost(node)];
    }),
    edges: removedEdges.filter(({ from, to }) =>
      [from, to].every((id) => before.nodes.has(id) || after.nodes.has(id)),
    ),
  };
}

function toGhost(node: ManifestNode): NodeSnapshot {
  return {
    ...nodeFacts(node),
    freshness: 'removed',
    reason: 'no longer in the project',
    last: null,
    change: { type: 'removed', parts: [] },
    status: null,
    changeClass: null,
  };
}
