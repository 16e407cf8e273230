import type { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';
import { layoutGraph } from '@/lib/layout/layout-graph';
import { cardSize, cardSpacing } from './card-size';
import type { Point } from './step-focus';
import { wireId } from './to-flow';

/** Where everything goes. */
export interface Placement {
  readonly positions: ReadonlyMap<NodeId, Point>;
  /** Bends of long wires, by wire. */
  readonly routes: ReadonlyMap<string, readonly Point[]>;
}

/** Room between two wires that pass the cards of a layer side by side. Pixels at zoom 1. */
const wireSpacing = 16;

/** Lays the cards out in layers from left to right. */
export function placeNodes(graph: Graph): Placement {
  const { positions, routes } = layoutGraph(graph, {
    nodeSize: cardSize,
    spacing: { ...cardSpacing, wire: wireSpacing },
  });
  return {
    positions,
    routes: new Map(routes.map(({ from, to, points }) => [wireId(from, to), points])),
  };
}
