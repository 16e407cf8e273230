import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';

/** The snapshot as it is drawn: with what was there before and is gone. */
export function withGhosts(snapshot: ProjectSnapshot): ProjectSnapshot {
  const { ghosts } = snapshot;
  if (ghosts.nodes.length === 0 && ghosts.edges.length === 0) return snapshot;
  return {
    ...snapshot,
    nodes: [...snapshot.nodes, ...ghosts.nodes],
    edges: [...snapshot.edges, ...ghosts.edges],
  };
}
