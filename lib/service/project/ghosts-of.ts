import type { Manifest, ManifestNode } from '../../manifest/manifest';
import { nodeFacts } from './node-facts';
import type { NodeSnapshot, ProjectSnapshot } from './project-snapshot';

type Ghosts = ProjectSnapshot['ghosts'];

export const noGhosts: Ghosts = { nodes: [], edges: [] };

/** Nodes and edges of an earlier manifest that the present one no longer has. */
export function ghostsOf(before: Manifest, after: Manifest): Ghosts {
  const present = new Set(after.edges.map(({ from, to }) => JSON.stringify([from, to])));
  return {
    nodes: [...before.nodes.values()].filter(({ id }) => !after.nodes.has(id)).map(toGhost),
    edges: before.edges.filter(
      ({ from, to }) =>
        !present.has(JSON.stringify([from, to])) &&
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
