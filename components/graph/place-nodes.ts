import type { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';
import { cardSize, cardSpacing } from './card-size';
import type { Point } from './step-focus';

/** Where everything goes. */
export interface Placement {
  readonly positions: ReadonlyMap<NodeId, Point>;
  /** Bends of long wires, by wire. */
  readonly routes: ReadonlyMap<string, readonly Point[]>;
}

/** Lays the cards out in layers from left to right. */
export function placeNodes(graph: Graph): Placement {
  const layers = graph.layers();
  const placed = new Set(layers.flat());
  const rest = graph.ids.filter((id) => !placed.has(id));
  const columns = rest.length === 0 ? layers : [...layers, rest];
  const tallest = Math.max(0, ...columns.map((column) => column.length));
  const rowHeight = cardSize.height + cardSpacing.card;
  const positions = new Map<NodeId, Point>();
  columns.forEach((column, layer) => {
    const top = ((tallest - column.length) * rowHeight) / 2;
    column.forEach((id, row) => {
      positions.set(id, {
        x: layer * (cardSize.width + cardSpacing.layer),
        y: top + row * rowHeight,
      });
    });
  });
  return { positions, routes: new Map() };
}
