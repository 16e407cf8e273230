import { at } from './at';
import type { Digraph } from './digraph';
import { keepLayers } from './keep-layers';
import { layerOrderOf, type LayerOrder } from './layer-order';
import { addLanes, type LayeredGraph } from './layered-graph';
import type { ShapeOptions } from './drawing';
import { LayerSorter } from './order-layers';

/** Which vertex is in which layer, and who stands above whom. */
export interface Arrangement {
  readonly graph: LayeredGraph;
  readonly order: LayerOrder;
}

export interface KeptArrangement extends Arrangement {
  /** By vertex: its middle in the drawing before; NaN for what is new. */
  readonly middles: Float64Array;
}

/**
 * The layers and the order that cards, and the wires between them, had before; `step` is what layers are apart. New cards
 * and new wires come where their neighbours want them, and among themselves so that few wires cross.
 */
export function keepArrangement(
  acyclic: Digraph,
  before: NonNullable<ShapeOptions['before']>,
  heights: Float64Array,
  step: number,
): KeptArrangement {
  const graph = addLanes(acyclic, keepLayers(acyclic, before.x, step));
  const middles = middlesBefore(graph, acyclic, before, heights);
  const wishes = middles.slice();
  // From what has a place outwards: twice there and back reaches whatever hangs on it.
  for (let sweep = 0; sweep < 4; sweep += 1) guessWishes(graph, wishes, sweep % 2 === 0);
  const sequence = wishes
    .map((_, vertex) => vertex)
    .sort((a, b) => orZero(at(wishes, a)) - orZero(at(wishes, b)) || a - b);
  const order = layerOrderOf(graph, Int32Array.from(sequence));
  const isKept = Uint8Array.from(middles, (middle) => (Number.isNaN(middle) ? 0 : 1));
  new LayerSorter(graph, order, isKept).swapNeighbours(24);
  return { graph, order, middles };
}

function middlesBefore(
  graph: LayeredGraph,
  acyclic: Digraph,
  before: NonNullable<ShapeOptions['before']>,
  heights: Float64Array,
): Float64Array {
  const middles = new Float64Array(graph.size).fill(NaN);
  before.y.forEach((top, card) => {
    middles[card] = top + at(heights, card) / 2;
  });
  const xOf = layerPlaces(graph, before.x);
  acyclic.tails.forEach((tail, arc) => {
    const bends = before.routes[arc];
    if (bends === undefined || bends.length === 0) return;
    for (let step = 0; step < at(graph.laneCount, tail); step += 1) {
      const lane = at(graph.firstLane, tail) + step;
      if (!Number.isNaN(at(middles, lane))) continue;
      middles[lane] = heightAt(bends, at(xOf, at(graph.layerOf, lane)));
    }
  });
  return middles;
}

/** By layer: where its cards stood before; NaN for a layer of new ones. */
function layerPlaces(graph: LayeredGraph, beforeX: Float64Array): Float64Array {
  const places = new Float64Array(graph.layerCount).fill(NaN);
  beforeX.forEach((x, card) => {
    const layer = at(graph.layerOf, card);
    if (!(at(places, layer) < x)) places[layer] = x;
  });
  return places;
}

/** How high a wire was where it ran level past a place; NaN when it didn't. */
function heightAt(bends: Float64Array, x: number): number {
  for (let i = 0; i + 3 < bends.length; i += 4) {
    if (at(bends, i) <= x && x < at(bends, i + 2)) return at(bends, i + 1);
  }
  return NaN;
}

function guessWishes(graph: LayeredGraph, wishes: Float64Array, forth: boolean): void {
  for (let step = 0; step < graph.size; step += 1) {
    const vertex = forth ? step : graph.size - 1 - step;
    if (!Number.isNaN(at(wishes, vertex))) continue;
    let [sum, count] = [0, 0];
    const hear = (neighbour: number): void => {
      const wish = at(wishes, neighbour);
      if (Number.isNaN(wish)) return;
      sum += wish;
      count += 1;
    };
    for (
      let i = at(graph.incoming.start, vertex);
      i < at(graph.incoming.start, vertex + 1);
      i += 1
    ) {
      hear(at(graph.tails, at(graph.incoming.arcs, i)));
    }
    for (
      let i = at(graph.outgoing.start, vertex);
      i < at(graph.outgoing.start, vertex + 1);
      i += 1
    ) {
      hear(at(graph.heads, at(graph.outgoing.arcs, i)));
    }
    if (count > 0) wishes[vertex] = sum / count;
  }
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}
