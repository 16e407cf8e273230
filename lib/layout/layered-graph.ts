import { at } from './at';
import { digraphOf, type Digraph } from './digraph';

/**
 * Vertices in layers, every arc from one layer to the next: what is ordered and placed. Vertices up to `cardCount` are
 * the cards, the others are lanes, in which the wires of one card pass a layer.
 */
export interface LayeredGraph extends Digraph {
  readonly cardCount: number;
  readonly layerOf: Int32Array;
  readonly layerCount: number;
  /** By card: its lane in the layer after its own; each further layer that it needs has the next number. */
  readonly firstLane: Int32Array;
  /** By card: how many layers its wires pass through lanes. */
  readonly laneCount: Int32Array;
}

/** More than a picture could show. In a tangle beyond that the longest wires have none, and run behind cards. */
const mostLanes = 100_000;

/**
 * Splits arcs over several layers by lanes. All wires that leave a card share its lanes, as they carry the same data:
 * they run as one and branch off where they are read.
 */
export function addLanes(graph: Digraph, layerOf: Int32Array, most = mostLanes): LayeredGraph {
  const cardCount = graph.size;
  const laneCount = lanesNeeded(graph, layerOf, most);
  const firstLane = new Int32Array(cardCount);
  let size = cardCount;
  laneCount.forEach((lanes, card) => {
    firstLane[card] = size;
    size += lanes;
  });

  const layers = new Int32Array(size);
  layers.set(layerOf);
  const tails: number[] = [];
  const heads: number[] = [];
  const connect = (tail: number, head: number): void => {
    tails.push(tail);
    heads.push(head);
  };
  for (let card = 0; card < cardCount; card += 1) {
    const lane = at(firstLane, card);
    const lanes = at(laneCount, card);
    for (let i = at(graph.outgoing.start, card); i < at(graph.outgoing.start, card + 1); i += 1) {
      const head = at(graph.heads, at(graph.outgoing.arcs, i));
      const between = at(layerOf, head) - at(layerOf, card) - 1;
      if (between === 0) connect(card, head);
      else if (between <= lanes) connect(lane + between - 1, head);
    }
    for (let step = 0; step < lanes; step += 1) {
      layers[lane + step] = at(layerOf, card) + step + 1;
      connect(step === 0 ? card : lane + step - 1, lane + step);
    }
  }
  return {
    ...digraphOf(size, Int32Array.from(tails), Int32Array.from(heads)),
    cardCount,
    layerOf: layers,
    layerCount: layers.reduce((most, layer) => Math.max(most, layer), -1) + 1,
    firstLane,
    laneCount,
  };
}

/** By card the layers that its longest wire passes. Where all together are too many, the longest get none. */
function lanesNeeded(graph: Digraph, layerOf: Int32Array, most: number): Int32Array {
  const lanes = new Int32Array(graph.size);
  graph.tails.forEach((tail, arc) => {
    const between = at(layerOf, at(graph.heads, arc)) - at(layerOf, tail) - 1;
    lanes[tail] = Math.max(at(lanes, tail), between);
  });
  let left = most;
  if (lanes.reduce((sum, count) => sum + count, 0) <= most) return lanes;
  for (const card of lanes.map((_, index) => index).sort((a, b) => at(lanes, a) - at(lanes, b))) {
    left -= at(lanes, card);
    if (left < 0) lanes[card] = 0;
  }
  return lanes;
}
