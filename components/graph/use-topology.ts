'use client';

import { useState } from 'react';
import { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import { onceEach } from '@/lib/util/once-each';

/** The shape of the pipeline, without what its nodes are like. */
export interface Topology {
  readonly graph: Graph;
  /** Upstream before downstream; nodes on a cycle at the end. */
  readonly order: readonly NodeId[];
}

/** Made anew only when nodes or edges come or go, not at each edit of one. */
export function useTopology(snapshot: ProjectSnapshot): Topology {
  const shape = shapeOf(snapshot);
  const [kept, setKept] = useState(() => ({ shape, topology: topologyOf(snapshot) }));
  if (kept.shape === shape) return kept.topology;
  const next = { shape, topology: topologyOf(snapshot) };
  setKept(next);
  return next.topology;
}

/** Once for a snapshot, of which a server makes many pages. */
const shapeOf = onceEach((snapshot: ProjectSnapshot): string =>
  JSON.stringify([snapshot.nodes.map((node) => node.id), snapshot.edges]),
);

const topologyOf = onceEach((snapshot: ProjectSnapshot): Topology => {
  const graph = Graph.of(
    snapshot.nodes.map((node) => node.id),
    snapshot.edges,
  );
  const order = graph.topologicalOrder();
  const placed = new Set(order);
  return {
    graph,
    order: [...order, ...graph.ids.filter((id) => !placed.has(id))],
  };
});
