import { degreeOf } from './adjacency';
import { at } from './at';
import type { Digraph } from './digraph';
import { shortenArcs } from './shorten-arcs';

/** More than 1,000 nodes need, and a fraction of a second. */
const mostWork = 6_000_000;

/**
 * The layer of each vertex, from 0: after the layers of all that it reads, and with arcs as short as possible in total,
 * so that a source stands beside what reads it. The graph has no cycle and hangs together.
 */
export function assignLayers(graph: Digraph): Int32Array {
  const order = topologicalOrder(graph);
  const layers = longestPaths(graph, order);
  const ones = new Int32Array(graph.tails.length).fill(1);
  shortenArcs(graph, layers, { leastLengths: ones, weights: ones, mostWork });
  evenOut(graph, layers, order);
  return layers;
}

/**
 * Layers in one walk there and one back: as far left as possible, then each vertex that more arcs leave than enter as far
 * right as its readers allow.
 */
export function quickLayers(graph: Digraph): Int32Array {
  const order = topologicalOrder(graph);
  const layers = longestPaths(graph, order);
  for (let place = order.length - 1; place >= 0; place -= 1) {
    const vertex = at(order, place);
    const leaving = degreeOf(graph.outgoing, vertex);
    if (leaving === 0 || leaving <= degreeOf(graph.incoming, vertex)) continue;
    let last = Infinity;
    for (
      let i = at(graph.outgoing.start, vertex);
      i < at(graph.outgoing.start, vertex + 1);
      i += 1
    ) {
      last = Math.min(last, at(layers, at(graph.heads, at(graph.outgoing.arcs, i))) - 1);
    }
    layers[vertex] = last;
  }
  const first = layers.reduce((least, layer) => Math.min(least, layer), Infinity);
  return first === 0 ? layers : layers.map((layer) => layer - first);
}

export function topologicalOrder(graph: Digraph): Int32Array {
  const waitsFor = new Int32Array(graph.size);
  const order = new Int32Array(graph.size);
  let length = 0;
  for (let vertex = 0; vertex < graph.size; vertex += 1) {
    waitsFor[vertex] = degreeOf(graph.incoming, vertex);
    if (waitsFor[vertex] === 0) order[length++] = vertex;
  }
  for (let next = 0; next < length; next += 1) {
    const vertex = at(order, next);
    for (
      let i = at(graph.outgoing.start, vertex);
      i < at(graph.outgoing.start, vertex + 1);
      i += 1
    ) {
      const head = at(graph.heads, at(graph.outgoing.arcs, i));
      waitsFor[head] = at(waitsFor, head) - 1;
      if (waitsFor[head] === 0) order[length++] = head;
    }
  }
  return order;
}

function longestPaths(graph: Digraph, order: Int32Array): Int32Array {
  const layers = new Int32Array(graph.size);
  for (const vertex of order) {
    const layer = at(layers, vertex) + 1;
    for (
      let i = at(graph.outgoing.start, vertex);
      i < at(graph.outgoing.start, vertex + 1);
      i += 1
    ) {
      const head = at(graph.heads, at(graph.outgoing.arcs, i));
      if (at(layers, head) < layer) layers[head] = layer;
    }
  }
  return layers;
}

/**
 * A vertex with as many arcs on its left as on its right costs the same anywhere between them: it goes where the layer
 * is the emptiest.
 */
function evenOut(graph: Digraph, layers: Int32Array, order: Int32Array): void {
  const filled = new Int32Array(layers.reduce((most, layer) => Math.max(most, layer), 0) + 1);
  for (const layer of layers) filled[layer] = at(filled, layer) + 1;
  for (const vertex of order) {
    const degree = degreeOf(graph.incoming, vertex);
    if (degree === 0 || degree !== degreeOf(graph.outgoing, vertex)) continue;
    let first = 0;
    for (
      let i = at(graph.incoming.start, vertex);
      i < at(graph.incoming.start, vertex + 1);
      i += 1
    ) {
      first = Math.max(first, at(layers, at(graph.tails, at(graph.incoming.arcs, i))) + 1);
    }
    let last = filled.length - 1;
    for (
      let i = at(graph.outgoing.start, vertex);
      i < at(graph.outgoing.start, vertex + 1);
      i += 1
    ) {
      last = Math.min(last, at(layers, at(graph.heads, at(graph.outgoing.arcs, i))) - 1);
    }
    const now = at(layers, vertex);
    let best = now;
    for (let layer = first; layer <= last; layer += 1) {
      // Moving to an equally full layer would gain nothing, so the one it comes from counts without it.
      if (at(filled, layer) < at(filled, best) - (best === now ? 1 : 0)) best = layer;
    }
    if (best === now) continue;
    filled[now] = at(filled, now) - 1;
    filled[best] = at(filled, best) + 1;
    layers[vertex] = best;
  }
}
