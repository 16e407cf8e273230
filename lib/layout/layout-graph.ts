import type { Graph } from '../graph/graph';
import type { NodeId } from '../graph/node-id';
import { assignCoordinates } from './assign-coordinates';
import { assignLayers } from './assign-layers';
import { at } from './at';
import { breakCycles } from './break-cycles';
import type { Point, Size, Spacing } from './geometry';
import { addLanes } from './layered-graph';
import { orderLayers } from './order-layers';
import { packComponents } from './pack-components';
import { routeBack, routesFrom, type PlacedGraph } from './route-edges';
import { headsOf } from './digraph';
import { splitComponents, type Component } from './split-components';

export interface LayoutOptions {
  /** All cards have the same size, so that nothing is measured. */
  readonly nodeSize: Size;
  readonly spacing: Spacing;
}

/** Where a wire bends on its way from card to card, in order; both its ends are left out. */
export interface Route {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly points: readonly Point[];
}

export interface Layout extends Size {
  /** Upper left corners of the cards; every node has one. */
  readonly positions: ReadonlyMap<NodeId, Point>;
  /** The edges whose wires bend. Wires leave a card in the middle of its right side and arrive at the left. */
  readonly routes: readonly Route[];
}

/**
 * Draws a graph in layers from left to right. The same graph always gives the same drawing. Cycles are drawn too: an edge
 * that closes one is led back below the cards.
 */
export function layoutGraph(graph: Graph, { nodeSize, spacing }: LayoutOptions): Layout {
  const drawings = splitComponents(graph).map((part) => drawComponent(part, nodeSize, spacing));
  const corners = packComponents(drawings, { width: spacing.layer, height: 2 * spacing.card });

  const positions = new Map<NodeId, Point>();
  const routes: Route[] = [];
  const whole = { width: 0, height: 0 };
  drawings.forEach((drawing, index) => {
    const corner = corners[index] ?? { x: 0, y: 0 };
    const move = ({ x, y }: Point): Point => ({ x: x + corner.x, y: y + corner.y });
    for (const [id, point] of drawing.positions) positions.set(id, move(point));
    for (const { from, to, points } of drawing.routes) {
      routes.push({ from, to, points: points.map(move) });
    }
    whole.width = Math.max(whole.width, corner.x + drawing.width);
    whole.height = Math.max(whole.height, corner.y + drawing.height);
  });
  return { positions, routes, ...whole };
}

function drawComponent({ ids, shape }: Component, nodeSize: Size, spacing: Spacing): Layout {
  const { shape: acyclic, backArcs } = breakCycles(shape);
  const graph = addLanes(acyclic, assignLayers(acyclic));
  const order = orderLayers(graph);
  const middle = assignCoordinates(graph, order, nodeSize.height, spacing);
  const left = Float64Array.from(
    { length: graph.layerCount },
    (_, layer) => layer * (nodeSize.width + spacing.layer),
  );
  const placed: PlacedGraph = { graph, left, middle, cardSize: nodeSize };

  const positions = new Map<NodeId, Point>();
  let height = middle.reduce((lowest, y) => Math.max(lowest, y), 0);
  ids.forEach((id, card) => {
    const y = at(middle, card) - nodeSize.height / 2;
    positions.set(id, { x: at(left, at(graph.layerOf, card)), y });
    height = Math.max(height, y + nodeSize.height);
  });
  const routes: Route[] = [];
  const addRoute = (tail: number, head: number, points: readonly Point[]): void => {
    const from = ids[tail];
    const to = ids[head];
    if (from !== undefined && to !== undefined && points.length > 0) {
      routes.push({ from, to, points });
    }
  };
  for (let tail = 0; tail < ids.length; tail += 1) {
    const routeTo = routesFrom(placed, tail);
    for (const head of headsOf(acyclic, tail)) addRoute(tail, head, routeTo(head));
  }
  for (const arc of backArcs) {
    const tail = at(shape.tails, arc);
    const head = at(shape.heads, arc);
    height += spacing.wire;
    addRoute(tail, head, routeBack(placed, tail, head, height, spacing));
  }
  const width = at(left, graph.layerCount - 1) + nodeSize.width;
  return { positions, routes, width, height };
}
