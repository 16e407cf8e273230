import { assignCoordinates } from './assign-coordinates';
import { assignLayers, quickLayers } from './assign-layers';
import { at } from './at';
import { breakCycles } from './break-cycles';
import type { Digraph } from './digraph';
import type { Size } from './geometry';
import { keepArrangement, type Arrangement } from './keep-arrangement';
import { addLanes, type LayeredGraph } from './layered-graph';
import type { Effort, Places, ShapeOptions } from './drawing';
import { orderLayers, quickOrder } from './order-layers';
import { routeBack, routesFrom, type PlacedGraph } from './route-edges';
import type { Component } from './split-components';

/** A drawing of one component; its upper left corner is 0, 0. */
export interface ComponentDrawing extends Places, Size {
  /** By arc of the component: its bends, x and y by turns. */
  readonly routes: readonly Float64Array[];
}

/** Lanes of the first picture; the longest wires get theirs when it is refined. */
const mostQuickLanes = 30_000;

export function drawComponent(component: Component, options: ShapeOptions): ComponentDrawing {
  const { members, shape } = component;
  const { spacing, effort } = options;
  const widths = pick(options.sizes.widths, members);
  const heights = pick(options.sizes.heights, members);
  const { shape: acyclic, backArcs, arcs } = breakCycles(shape);
  const before = placesOf(component, arcs, options.before);
  const kept =
    before === null
      ? null
      : keepArrangement(acyclic, before, heights, at(widths, 0) + spacing.layer);
  const { graph, order } = kept ?? arrange(acyclic, effort);
  const middle = assignCoordinates(graph, order, {
    heights,
    spacing,
    effort,
    before: kept?.middles ?? null,
  });

  const placed = placeLayers(graph, middle, { widths, heights }, spacing.layer);
  const x = new Float64Array(shape.size);
  const y = new Float64Array(shape.size);
  let height = 0;
  for (const reach of middle) height = Math.max(height, reach);
  for (let card = 0; card < shape.size; card += 1) {
    x[card] = at(placed.left, at(graph.layerOf, card));
    y[card] = at(middle, card) - at(heights, card) / 2;
    height = Math.max(height, at(middle, card) + at(heights, card) / 2);
  }
  const routes = Array.from({ length: shape.tails.length }, () => new Float64Array(0));
  for (let tail = 0; tail < shape.size; tail += 1) {
    const first = at(acyclic.outgoing.start, tail);
    const end = at(acyclic.outgoing.start, tail + 1);
    if (first === end) continue;
    const routeTo = routesFrom(placed, tail);
    for (let i = first; i < end; i += 1) {
      const arc = at(acyclic.outgoing.arcs, i);
      routes[at(arcs, arc)] = Float64Array.from(routeTo(at(acyclic.heads, arc)));
    }
  }
  for (const arc of backArcs) {
    height += spacing.wire;
    const ends = [at(shape.tails, arc), at(shape.heads, arc)] as const;
    routes[arc] = Float64Array.from(routeBack(placed, ends[0], ends[1], height, spacing.layer / 4));
  }
  const last = graph.layerCount - 1;
  return { x, y, routes, height, width: at(placed.left, last) + at(placed.width, last) };
}

function arrange(acyclic: Digraph, effort: Effort): Arrangement {
  if (effort === 'quick') {
    const graph = addLanes(acyclic, quickLayers(acyclic), mostQuickLanes);
    return { graph, order: quickOrder(graph) };
  }
  const graph = addLanes(acyclic, assignLayers(acyclic));
  return { graph, order: orderLayers(graph) };
}

/** Null when none of the cards was there before. */
function placesOf(
  component: Component,
  arcs: Int32Array,
  before: ShapeOptions['before'],
): ShapeOptions['before'] {
  if (before === null) return null;
  const x = pick(before.x, component.members);
  if (x.every((one) => Number.isNaN(one))) return null;
  const noBends = new Float64Array(0);
  return {
    x,
    y: pick(before.y, component.members),
    routes: Array.from(arcs, (arc) => before.routes[at(component.arcs, arc)] ?? noBends),
  };
}

function pick(values: Float64Array, members: Int32Array): Float64Array {
  return Float64Array.from(members, (vertex) => at(values, vertex));
}

/** Each layer is as wide as its widest card. */
function placeLayers(
  graph: LayeredGraph,
  middle: Float64Array,
  sizes: Pick<PlacedGraph, 'widths' | 'heights'>,
  gap: number,
): PlacedGraph {
  const width = new Float64Array(graph.layerCount);
  for (let card = 0; card < graph.cardCount; card += 1) {
    const layer = at(graph.layerOf, card);
    width[layer] = Math.max(at(width, layer), at(sizes.widths, card));
  }
  const left = new Float64Array(graph.layerCount);
  for (let layer = 1; layer < graph.layerCount; layer += 1) {
    left[layer] = at(left, layer - 1) + at(width, layer - 1) + gap;
  }
  return { graph, left, width, middle, ...sizes };
}
