import { degreeOf, type Adjacency } from './adjacency';
import { at } from './at';
import { countCrossings } from './count-crossings';
import { layerOrderOf, type LayerOrder } from './layer-order';
import type { LayeredGraph } from './layered-graph';

/** Arcs that sweeps may look at in all; a count and not a clock, so that every machine draws the same. */
const mostWork = 5_000_000;
const mostSweeps = 64;
/** Sweeps without a better picture after which no better one is expected. */
const patience = 16;

interface Found {
  readonly order: LayerOrder;
  readonly crossings: number;
}

/**
 * The order of each layer with few crossings: sweeps there and back that put each vertex at the mean or the median of its
 * neighbours, with swaps of neighbours after each; the best picture seen is kept. Equals keep the order they had, so that
 * the first order, which follows the order of vertices, shows through.
 */
export function orderLayers(graph: LayeredGraph): LayerOrder {
  let best: Found | null = null;
  for (const sequence of [fromSources(graph), fromSinks(graph), asGiven(graph)]) {
    const found = sweep(graph, layerOrderOf(graph, sequence));
    if (best === null || found.crossings < best.crossings) best = found;
    if (best.crossings === 0) break;
  }
  const order = best?.order ?? layerOrderOf(graph, new Int32Array(0));
  new LayerSorter(graph, order).swapNeighbours(mostSweeps);
  return isUpsideDown(graph, order) ? turnOver(order) : order;
}

/** Sweeps of the first picture. */
const quickSweeps = 4;

/** An order that is good enough for the first picture, in a time that grows with the graph alone. */
export function quickOrder(graph: LayeredGraph): LayerOrder {
  const { order } = sweep(graph, layerOrderOf(graph, fromSources(graph)), quickSweeps);
  return isUpsideDown(graph, order) ? turnOver(order) : order;
}

function sweep(graph: LayeredGraph, order: LayerOrder, most = mostSweeps): Found {
  const sorter = new LayerSorter(graph, order);
  let best: Found = { order: copyOf(order), crossings: countCrossings(graph, order) };
  let since = 0;
  for (let round = 0; round < most; round += 1) {
    if (best.crossings === 0 || since === patience || sorter.work > mostWork / 4) break;
    const forth = round % 2 === 0;
    for (let step = 1; step < graph.layerCount; step += 1) {
      sorter.sort(forth ? step : graph.layerCount - 1 - step, {
        byBefore: forth,
        middle: round % 8 < 4 ? 'mean' : 'median',
        // Now and then equals change places, or they would hide each other's better order for ever.
        equals: round % 4 < 2 ? 'keep' : 'turn',
      });
    }
    sorter.swapNeighbours(1);
    const crossings = countCrossings(graph, order);
    since += 1;
    if (crossings >= best.crossings) continue;
    best = { order: copyOf(order), crossings };
    since = 0;
  }
  return best;
}

/**
 * Whether the mirror image, which is as good, would come closer to the order of vertices. Without asking, a node more
 * might turn the whole picture over.
 */
function isUpsideDown(graph: LayeredGraph, order: LayerOrder): boolean {
  let agreement = 0;
  for (let layer = 0; layer < graph.layerCount; layer += 1) {
    const cards = order.row
      .subarray(at(order.start, layer), at(order.start, layer + 1))
      .filter((vertex) => vertex < graph.cardCount);
    cards.forEach((vertex, place) => {
      agreement += (place - (cards.length - 1) / 2) * vertex;
    });
  }
  return agreement < 0;
}

function turnOver({ start, row, rank }: LayerOrder): LayerOrder {
  const turned = { start, row: row.slice(), rank: rank.slice() };
  for (let layer = 0; layer + 1 < start.length; layer += 1) {
    const first = at(start, layer);
    const last = at(start, layer + 1) - 1;
    for (let place = first; place <= last; place += 1) {
      const vertex = at(row, place);
      turned.row[first + last - place] = vertex;
      turned.rank[vertex] = last - place;
    }
  }
  return turned;
}

function copyOf({ start, row, rank }: LayerOrder): LayerOrder {
  return { start, row: row.slice(), rank: rank.slice() };
}

function asGiven(graph: LayeredGraph): Int32Array {
  return Int32Array.from({ length: graph.size }, (_, vertex) => vertex);
}

/** Depth first from the left, so that what belongs together starts together. */
function fromSources(graph: LayeredGraph): Int32Array {
  return depthFirst(graph, graph.outgoing, graph.heads, graph.incoming);
}

/** Depth first from the right. */
function fromSinks(graph: LayeredGraph): Int32Array {
  return depthFirst(graph, graph.incoming, graph.tails, graph.outgoing);
}

function depthFirst(
  graph: LayeredGraph,
  onward: Adjacency,
  ends: Int32Array,
  backward: Adjacency,
): Int32Array {
  const sequence = new Int32Array(graph.size);
  const seen = new Uint8Array(graph.size);
  let length = 0;
  for (let root = 0; root < graph.size; root += 1) {
    if (degreeOf(backward, root) > 0) continue;
    const stack = [root];
    for (let vertex = stack.pop(); vertex !== undefined; vertex = stack.pop()) {
      if (seen[vertex] === 1) continue;
      seen[vertex] = 1;
      sequence[length++] = vertex;
      // The first neighbour on top of the stack.
      for (let i = at(onward.start, vertex + 1) - 1; i >= at(onward.start, vertex); i -= 1) {
        stack.push(at(ends, at(onward.arcs, i)));
      }
    }
  }
  return sequence;
}

interface SortOptions {
  /** By the neighbours in the layer before, else by those in the layer after. */
  readonly byBefore: boolean;
  readonly middle: 'mean' | 'median';
  readonly equals: 'keep' | 'turn';
}

/** Changes the order of layers in place. */
export class LayerSorter {
  /** How many arcs were looked at so far. */
  work = 0;
  readonly #graph: LayeredGraph;
  readonly #order: LayerOrder;
  /** By vertex: where its neighbours want it, in ranks of their layer. */
  readonly #wish: Float64Array;
  /** The ranks of a vertex's neighbours on either side, sorted; in the places that its arcs have in the graph. */
  readonly #ranksBefore: Int32Array;
  readonly #ranksAfter: Int32Array;
  /** By vertex: up to where its ranks are collected. */
  readonly #filled: Int32Array;

  readonly #isKept: Uint8Array | null;

  /** `isKept`: by vertex 1 for those that keep their order among each other; null when all may change it. */
  constructor(graph: LayeredGraph, order: LayerOrder, isKept: Uint8Array | null = null) {
    this.#graph = graph;
    this.#order = order;
    this.#isKept = isKept;
    this.#wish = new Float64Array(graph.size);
    this.#ranksBefore = new Int32Array(graph.tails.length);
    this.#ranksAfter = new Int32Array(graph.tails.length);
    this.#filled = new Int32Array(graph.size);
  }

  /** Sorts a layer by its neighbours. Who has none on that side stays where it is. */
  sort(layer: number, { byBefore, middle, equals }: SortOptions): void {
    const { row, rank } = this.#order;
    const start = at(this.#order.start, layer);
    const end = at(this.#order.start, layer + 1);
    if (end - start < 2) return;
    const { start: first } = byBefore ? this.#graph.incoming : this.#graph.outgoing;
    const ranks = byBefore ? this.#ranksBefore : this.#ranksAfter;
    this.#collectRanks(layer, byBefore);
    const moving: number[] = [];
    for (let place = start; place < end; place += 1) {
      const vertex = at(row, place);
      const low = at(first, vertex);
      const high = at(first, vertex + 1);
      if (low === high) continue;
      this.#wish[vertex] = middle === 'mean' ? mean(ranks, low, high) : median(ranks, low, high);
      moving.push(vertex);
    }
    const tie = equals === 'keep' ? 1 : -1;
    moving.sort(
      (a, b) => at(this.#wish, a) - at(this.#wish, b) || tie * (at(rank, a) - at(rank, b)),
    );
    let next = 0;
    for (let place = start; place < end; place += 1) {
      const vertex = at(row, place);
      if (at(first, vertex) === at(first, vertex + 1)) continue;
      row[place] = moving[next] ?? vertex;
      next += 1;
    }
    for (let place = start; place < end; place += 1) rank[at(row, place)] = place - start;
  }

  /** Swaps vertices with the one below where that saves crossings, until no swap does or the passes are used up. */
  swapNeighbours(passes: number): void {
    const enough = this.work + mostWork / 4;
    for (let pass = 0; pass < passes && this.work < enough; pass += 1) {
      let saved = 0;
      for (let layer = 0; layer < this.#graph.layerCount; layer += 1) saved += this.#swapIn(layer);
      if (saved === 0) return;
    }
  }

  #swapIn(layer: number): number {
    const { row, rank, start } = this.#order;
    const first = at(start, layer);
    const end = at(start, layer + 1);
    if (end - first < 2) return 0;
    this.#collectRanks(layer, true);
    this.#collectRanks(layer, false);
    let saved = 0;
    for (let pass = 0; pass < 4; pass += 1) {
      const before = saved;
      for (let place = first; place + 1 < end; place += 1) {
        const upper = at(row, place);
        const lower = at(row, place + 1);
        if (this.#isKept?.[upper] === 1 && this.#isKept[lower] === 1) continue;
        const gain = this.#gainOfSwap(upper, lower);
        if (gain <= 0) continue;
        saved += gain;
        row[place] = lower;
        row[place + 1] = upper;
        rank[lower] = place - first;
        rank[upper] = place + 1 - first;
      }
      if (saved === before) break;
    }
    return saved;
  }

  #gainOfSwap(upper: number, lower: number): number {
    this.work += degreeOf(this.#graph.incoming, upper) + degreeOf(this.#graph.incoming, lower);
    this.work += degreeOf(this.#graph.outgoing, upper) + degreeOf(this.#graph.outgoing, lower);
    return (
      gainOnSide(this.#graph.incoming.start, this.#ranksBefore, upper, lower) +
      gainOnSide(this.#graph.outgoing.start, this.#ranksAfter, upper, lower)
    );
  }

  /** Walks the neighbouring layer from the top, so that each vertex's ranks come out sorted. */
  #collectRanks(layer: number, before: boolean): void {
    const { incoming, outgoing, tails, heads } = this.#graph;
    const { row, start } = this.#order;
    const own = before ? incoming.start : outgoing.start;
    const ranks = before ? this.#ranksBefore : this.#ranksAfter;
    for (let place = at(start, layer); place < at(start, layer + 1); place += 1) {
      const vertex = at(row, place);
      this.#filled[vertex] = at(own, vertex);
    }
    const near = before ? layer - 1 : layer + 1;
    if (near < 0 || near >= this.#graph.layerCount) return;
    const { start: nearStart, arcs } = before ? outgoing : incoming;
    const ends = before ? heads : tails;
    const firstPlace = at(start, near);
    for (let place = firstPlace; place < at(start, near + 1); place += 1) {
      const neighbour = at(row, place);
      for (let i = at(nearStart, neighbour); i < at(nearStart, neighbour + 1); i += 1) {
        const vertex = at(ends, at(arcs, i));
        this.work += 1;
        const free = at(this.#filled, vertex);
        ranks[free] = place - firstPlace;
        this.#filled[vertex] = free + 1;
      }
    }
  }
}

function mean(ranks: Int32Array, low: number, high: number): number {
  let sum = 0;
  for (let i = low; i < high; i += 1) sum += at(ranks, i);
  return sum / (high - low);
}

/** Of an even number of ranks the middle two, weighed towards the side where they lie closer together. */
function median(ranks: Int32Array, low: number, high: number): number {
  const middle = low + ((high - low) >> 1);
  if ((high - low) % 2 === 1) return at(ranks, middle);
  const upper = at(ranks, middle - 1);
  const lower = at(ranks, middle);
  const spreadAbove = upper - at(ranks, low);
  const spreadBelow = at(ranks, high - 1) - lower;
  if (high - low === 2 || spreadAbove + spreadBelow === 0) return (upper + lower) / 2;
  return (upper * spreadBelow + lower * spreadAbove) / (spreadAbove + spreadBelow);
}

/** Crossings with one side's layer before a swap less those after it. Both lists of ranks are sorted. */
function gainOnSide(start: Int32Array, ranks: Int32Array, upper: number, lower: number): number {
  const upperEnd = at(start, upper + 1);
  const lowerStart = at(start, lower);
  const lowerEnd = at(start, lower + 1);
  let gain = 0;
  let above = lowerStart; // the first rank of `lower` that is not above the rank of `upper`
  let notBelow = lowerStart; // the first that is below it
  for (let i = at(start, upper); i < upperEnd; i += 1) {
    const rank = at(ranks, i);
    while (above < lowerEnd && at(ranks, above) < rank) above += 1;
    while (notBelow < lowerEnd && at(ranks, notBelow) <= rank) notBelow += 1;
    gain += above - lowerStart - (lowerEnd - notBelow);
  }
  return gain;
}
