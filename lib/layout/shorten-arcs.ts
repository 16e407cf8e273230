import { at } from './at';
import type { Digraph } from './digraph';
import { tightTree } from './tight-tree';

export interface ArcCosts {
  /** By arc: how far its head must be from its tail. */
  readonly leastLengths: Int32Array;
  /** By arc: what each unit of its length costs. */
  readonly weights: Int32Array;
  /**
   * Arcs that may be looked at before the search is cut off. What is found by then is a valid answer, only perhaps not the
   * best one; a count and not a clock, so that every machine draws the same.
   */
  readonly mostWork: number;
}

/** Of so many arcs that should be longer the one that gains most is taken. */
const arcsToCompare = 40;

/**
 * Moves vertices along a line until the total cost of all arcs is the least possible: network simplex, after Gansner,
 * Koutsofios, North and Vo, "A Technique for Drawing Directed Graphs" (1993). The graph hangs together; `places` must be
 * valid, and is from 0 afterwards.
 */
export function shortenArcs(graph: Digraph, places: Int32Array, costs: ArcCosts): void {
  if (graph.size > 1) new NetworkSimplex(graph, places, costs).run();
  const first = places.reduce((least, place) => Math.min(least, place), Infinity);
  places.forEach((place, vertex) => {
    places[vertex] = place - first;
  });
}

class NetworkSimplex {
  readonly #graph: Digraph;
  readonly #places: Int32Array;
  readonly #costs: ArcCosts;
  readonly #treeArcs: Int32Array;
  /** By arc: what it would cost to make it longer, as far as it is in the tree. */
  readonly #cut: Int32Array;
  /** By vertex: its arcs in the tree. */
  readonly #links: number[][];
  /** By vertex: the arc towards the root; -1 for the root. */
  readonly #parentArc: Int32Array;
  /** Vertices so that each subtree is a range that ends with its top: from `low` to `turn`. */
  readonly #order: Int32Array;
  readonly #turn: Int32Array;
  readonly #low: Int32Array;
  #work = 0;
  #search = 0;

  constructor(graph: Digraph, places: Int32Array, costs: ArcCosts) {
    this.#graph = graph;
    this.#places = places;
    this.#costs = costs;
    this.#treeArcs = tightTree(graph, places, costs.leastLengths);
    this.#cut = new Int32Array(graph.tails.length);
    this.#links = Array.from({ length: graph.size }, () => []);
    for (const arc of this.#treeArcs) this.#link(arc);
    this.#parentArc = new Int32Array(graph.size).fill(-1);
    this.#order = new Int32Array(graph.size);
    this.#turn = new Int32Array(graph.size);
    this.#low = new Int32Array(graph.size);
    this.#rank(0, -1, 0);
    this.#measureCuts();
  }

  run(): void {
    while (this.#work < this.#costs.mostWork) {
      const leaving = this.#leavingPlace();
      if (leaving === -1) return;
      this.#exchange(leaving);
    }
  }

  /** Where in the list of tree arcs one is whose cut says that longer is better; -1 when the layers are the best. */
  #leavingPlace(): number {
    const { length } = this.#treeArcs;
    let best = -1;
    let compared = 0;
    for (let step = 0; step < length; step += 1) {
      const place = (this.#search + step) % length;
      const cut = at(this.#cut, at(this.#treeArcs, place));
      this.#work += 1;
      if (cut >= 0) continue;
      if (best === -1 || cut < at(this.#cut, at(this.#treeArcs, best))) best = place;
      compared += 1;
      if (compared === arcsToCompare) {
        this.#search = place + 1;
        break;
      }
    }
    return best;
  }

  #exchange(leavingPlace: number): void {
    const { tails, heads } = this.#graph;
    const leaving = at(this.#treeArcs, leavingPlace);
    const tail = at(tails, leaving);
    const top = at(this.#parentArc, tail) === leaving ? tail : at(heads, leaving);
    const entering = this.#enteringArc(top, top === tail);
    if (entering === -1)
      throw new Error('No arc closes the cut: the graph does not hang together.');
    const slack = this.#slackOf(entering);
    if (slack > 0) {
      const shift = top === tail ? -slack : slack;
      for (let place = at(this.#low, top); place <= at(this.#turn, top); place += 1) {
        const vertex = at(this.#order, place);
        this.#places[vertex] = at(this.#places, vertex) + shift;
      }
    }
    const cut = at(this.#cut, leaving);
    const meeting = this.#addCut(at(tails, entering), at(heads, entering), cut, true);
    this.#addCut(at(heads, entering), at(tails, entering), cut, false);
    this.#cut[entering] = -cut;
    this.#treeArcs[leavingPlace] = entering;
    this.#unlink(leaving);
    this.#link(entering);
    this.#rank(meeting, at(this.#parentArc, meeting), at(this.#low, meeting));
  }

  /** The shortest arc into the subtree under `top`, or out of it. */
  #enteringArc(top: number, into: boolean): number {
    const { tails, heads, incoming, outgoing } = this.#graph;
    const { start, arcs } = into ? incoming : outgoing;
    const farEnds = into ? tails : heads;
    const low = at(this.#low, top);
    const high = at(this.#turn, top);
    let best = -1;
    let bestSlack = Infinity;
    for (let place = low; place <= high; place += 1) {
      const vertex = at(this.#order, place);
      const end = at(start, vertex + 1);
      this.#work += 1;
      for (let i = at(start, vertex); i < end; i += 1) {
        const arc = at(arcs, i);
        const far = at(this.#turn, at(farEnds, arc));
        this.#work += 1;
        if (far >= low && far <= high) continue;
        const slack = this.#slackOf(arc);
        if (slack >= bestSlack) continue;
        best = arc;
        bestSlack = slack;
        if (slack === 0) return arc;
      }
    }
    return best;
  }

  /** Walks from `vertex` up to the top of the smallest subtree that also holds `other`, and returns that top. */
  #addCut(vertex: number, other: number, cut: number, isTail: boolean): number {
    const goal = at(this.#turn, other);
    let top = vertex;
    while (goal < at(this.#low, top) || goal > at(this.#turn, top)) {
      const arc = at(this.#parentArc, top);
      const startsHere = at(this.#graph.tails, arc) === top;
      this.#cut[arc] = at(this.#cut, arc) + (startsHere === isTail ? cut : -cut);
      top = at(startsHere ? this.#graph.heads : this.#graph.tails, arc);
      this.#work += 1;
    }
    return top;
  }

  /** Orders the subtree under `top` anew, from place `low` on. */
  #rank(top: number, parentArc: number, low: number): void {
    this.#parentArc[top] = parentArc;
    this.#low[top] = low;
    let free = low;
    const path = [top];
    const next = [0];
    while (path.length > 0) {
      const depth = path.length - 1;
      const vertex = path[depth] ?? top;
      const step = next[depth] ?? 0;
      const arc = this.#links[vertex]?.[step];
      this.#work += 1;
      if (arc === undefined) {
        this.#order[free] = vertex;
        this.#turn[vertex] = free;
        free += 1;
        path.pop();
        next.pop();
        continue;
      }
      next[depth] = step + 1;
      if (arc === at(this.#parentArc, vertex)) continue;
      const tail = at(this.#graph.tails, arc);
      const child = tail === vertex ? at(this.#graph.heads, arc) : tail;
      this.#parentArc[child] = arc;
      this.#low[child] = free;
      path.push(child);
      next.push(0);
    }
  }

  /** The cut of an arc: the weights that run along with it between the two halves of the tree, less those against it. */
  #measureCuts(): void {
    const { tails, heads } = this.#graph;
    // What goes out of a subtree less what comes into it is the sum of that over its vertices: leaves first.
    const balance = new Int32Array(this.#graph.size);
    this.#costs.weights.forEach((weight, arc) => {
      balance[at(tails, arc)] = at(balance, at(tails, arc)) + weight;
      balance[at(heads, arc)] = at(balance, at(heads, arc)) - weight;
    });
    for (const vertex of this.#order) {
      const arc = at(this.#parentArc, vertex);
      if (arc === -1) continue;
      const startsHere = at(tails, arc) === vertex;
      const above = at(startsHere ? heads : tails, arc);
      const total = at(balance, vertex);
      balance[above] = at(balance, above) + total;
      this.#cut[arc] = startsHere ? total : -total;
    }
  }

  #slackOf(arc: number): number {
    const { tails, heads } = this.#graph;
    return (
      at(this.#places, at(heads, arc)) -
      at(this.#places, at(tails, arc)) -
      at(this.#costs.leastLengths, arc)
    );
  }

  #link(arc: number): void {
    this.#links[at(this.#graph.tails, arc)]?.push(arc);
    this.#links[at(this.#graph.heads, arc)]?.push(arc);
  }

  #unlink(arc: number): void {
    for (const vertex of [at(this.#graph.tails, arc), at(this.#graph.heads, arc)]) {
      const links = this.#links[vertex];
      links?.splice(links.indexOf(arc), 1);
    }
  }
}
