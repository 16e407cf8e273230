import type { Graph } from '../graph/graph';
import type { NodeId } from '../graph/node-id';
import { at } from './at';
import { digraphOf, type Digraph } from './digraph';
import type { Point, Size, Spacing } from './geometry';
import type { Effort, ShapeOptions } from './drawing';
import { layoutShape } from './layout-shape';

export interface LayoutOptions {
  /** All cards have the same size, so that nothing is measured. */
  readonly nodeSize: Size;
  readonly spacing: Spacing;
  /** `refined` when left out. */
  readonly effort?: Effort;
  /** Where cards were before: who is in it stays there as far as that is possible. */
  readonly before?: Pick<Layout, 'positions' | 'routes'>;
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
export function layoutGraph(graph: Graph, options: LayoutOptions): Layout {
  const { ids } = graph;
  const shape = shapeOf(graph);
  const drawing = layoutShape(shape, {
    sizes: {
      widths: new Float64Array(ids.length).fill(options.nodeSize.width),
      heights: new Float64Array(ids.length).fill(options.nodeSize.height),
    },
    spacing: options.spacing,
    effort: options.effort ?? 'refined',
    before: options.before === undefined ? null : placesOf(ids, shape, options.before),
  });
  const positions = new Map(
    ids.map((id, index) => [id, { x: at(drawing.x, index), y: at(drawing.y, index) }]),
  );
  const routes: Route[] = [];
  drawing.routes.forEach((bends, arc) => {
    const from = ids[at(shape.tails, arc)];
    const to = ids[at(shape.heads, arc)];
    if (from === undefined || to === undefined || bends.length === 0) return;
    const points: Point[] = [];
    for (let i = 0; i < bends.length; i += 2) points.push({ x: at(bends, i), y: at(bends, i + 1) });
    routes.push({ from, to, points });
  });
  return { positions, routes, width: drawing.bounds.width, height: drawing.bounds.height };
}

function placesOf(
  ids: readonly NodeId[],
  shape: Digraph,
  { positions, routes }: NonNullable<LayoutOptions['before']>,
): NonNullable<ShapeOptions['before']> {
  const bends = new Map(
    routes.map(({ from, to, points }) => [
      `${from} ${to}`,
      Float64Array.from(points.flatMap(({ x, y }) => [x, y])),
    ]),
  );
  return {
    x: Float64Array.from(ids, (id) => positions.get(id)?.x ?? NaN),
    y: Float64Array.from(ids, (id) => positions.get(id)?.y ?? NaN),
    routes: Array.from(shape.tails, (tail, arc) => {
      const key = `${ids[tail] ?? ''} ${ids[at(shape.heads, arc)] ?? ''}`;
      return bends.get(key) ?? new Float64Array(0);
    }),
  };
}

/** Arcs sorted, so that the order in which edges were found changes no picture. */
function shapeOf(graph: Graph): Digraph {
  const indexOf = new Map(graph.ids.map((id, index) => [id, index]));
  const tails: number[] = [];
  const heads: number[] = [];
  graph.ids.forEach((id, tail) => {
    const readers = graph.downstreamOf(id).flatMap((reader) => indexOf.get(reader) ?? []);
    for (const head of readers.sort((a, b) => a - b)) {
      tails.push(tail);
      heads.push(head);
    }
  });
  return digraphOf(graph.ids.length, Int32Array.from(tails), Int32Array.from(heads));
}
