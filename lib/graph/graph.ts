import type { NodeId } from './node-id';

export interface Edge {
  readonly from: NodeId;
  readonly to: NodeId;
}

/**
 * Adjacency over indexed arrays, built once. Edges to unknown nodes are left out and equal edges counted
 * once. Every walk is iterative: a chain of 100,000 nodes must not overflow the stack.
 */
export class Graph {
  /** In the order given, which for a manifest is the order of ids. */
  readonly ids: readonly NodeId[];
  readonly #indexOf: ReadonlyMap<NodeId, number>;
  readonly #upstream: readonly (readonly number[])[];
  readonly #downstream: readonly (readonly number[])[];
  #order: readonly NodeId[] | null = null;

  private constructor(
    ids: readonly NodeId[],
    indexOf: ReadonlyMap<NodeId, number>,
    upstream: readonly (readonly number[])[],
    downstream: readonly (readonly number[])[],
  ) {
    this.ids = ids;
    this.#indexOf = indexOf;
    this.#upstream = upstream;
    this.#downstream = downstream;
  }

  static of(ids: readonly NodeId[], edges: readonly Edge[]): Graph {
    const indexOf = new Map(ids.map((id, index) => [id, index]));
    const upstream: number[][] = ids.map(() => []);
    const downstream: number[][] = ids.map(() => []);
    const seen = new Set<number>();
    for (const edge of edges) {
      const from = indexOf.get(edge.from);
      const to = indexOf.get(edge.to);
      if (from === undefined || to === undefined) continue;
      const key = from * ids.length + to;
      if (seen.has(key)) continue;
      seen.add(key);
      upstream[to]?.push(from);
      downstream[from]?.push(to);
    }
    return new Graph(ids, indexOf, upstream, downstream);
  }

  has(id: NodeId): boolean {
    return this.#indexOf.has(id);
  }

  /** The nodes that this one reads, in the order of the edges; none for an unknown node. */
  upstreamOf(id: NodeId): NodeId[] {
    return this.#neighbours(this.#upstream, id);
  }

  /** The nodes that read this one; none for an unknown node. */
  downstreamOf(id: NodeId): NodeId[] {
    return this.#neighbours(this.#downstream, id);
  }

  /** Everything that the given nodes are made from, themselves not included unless one feeds another. */
  ancestorsOf(ids: Iterable<NodeId>): Set<NodeId> {
    return this.#reach(this.#upstream, ids);
  }

  /** Everything that is made from the given nodes, themselves not included unless one feeds another. */
  descendantsOf(ids: Iterable<NodeId>): Set<NodeId> {
    return this.#reach(this.#downstream, ids);
  }

  /**
   * Kahn's order; among nodes that are ready the one with the smallest place in `ids` comes first, so that
   * the order is the same on every machine. Nodes on a cycle, and all after them, are left out.
   */
  topologicalOrder(): readonly NodeId[] {
    this.#order ??= this.#findOrder();
    return this.#order;
  }

  #findOrder(): NodeId[] {
    const inDegree = this.#upstream.map((from) => from.length);
    const ready = new MinHeap();
    inDegree.forEach((degree, index) => {
      if (degree === 0) ready.push(index);
    });
    const order: NodeId[] = [];
    for (let index = ready.pop(); index !== undefined; index = ready.pop()) {
      order.push(this.#idAt(index));
      for (const next of this.#downstream[index] ?? []) {
        const left = (inDegree[next] ?? 0) - 1;
        inDegree[next] = left;
        if (left === 0) ready.push(next);
      }
    }
    return order;
  }

  /** Kahn's order in layers: a node's layer comes after every layer that it reads from. */
  layers(): NodeId[][] {
    const inDegree = this.#upstream.map((from) => from.length);
    const found: NodeId[][] = [];
    let ready = inDegree.flatMap((degree, index) => (degree === 0 ? [index] : []));
    while (ready.length > 0) {
      found.push(ready.map((index) => this.#idAt(index)));
      const next: number[] = [];
      for (const index of ready) {
        for (const target of this.#downstream[index] ?? []) {
          const left = (inDegree[target] ?? 0) - 1;
          inDegree[target] = left;
          if (left === 0) next.push(target);
        }
      }
      ready = next.sort((a, b) => a - b);
    }
    return found;
  }

  /** A cycle as a path that starts and ends on the same node, or null when there is none. */
  findCycle(): NodeId[] | null {
    const state = new Uint8Array(this.ids.length); // 0 not seen, 1 on the current path, 2 done
    for (let root = 0; root < this.ids.length; root += 1) {
      if (state[root] !== 0) continue;
      const path: { index: number; next: number }[] = [{ index: root, next: 0 }];
      state[root] = 1;
      for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
        const target = this.#downstream[top.index]?.[top.next];
        top.next += 1;
        if (target === undefined) {
          state[top.index] = 2;
          path.pop();
        } else if (state[target] === 1) {
          const start = path.findIndex((step) => step.index === target);
          return [...path.slice(start).map((step) => this.#idAt(step.index)), this.#idAt(target)];
        } else if (state[target] === 0) {
          state[target] = 1;
          path.push({ index: target, next: 0 });
        }
      }
    }
    return null;
  }

  #neighbours(adjacency: readonly (readonly number[])[], id: NodeId): NodeId[] {
    const index = this.#indexOf.get(id);
    return index === undefined ? [] : (adjacency[index] ?? []).map((other) => this.#idAt(other));
  }

  #reach(adjacency: readonly (readonly number[])[], ids: Iterable<NodeId>): Set<NodeId> {
    const seen = new Uint8Array(this.ids.length);
    const queue: number[] = [];
    const visit = (index: number): void => {
      for (const next of adjacency[index] ?? []) {
        if (seen[next] === 1) continue;
        seen[next] = 1;
        queue.push(next);
      }
    };
    for (const id of ids) {
      const index = this.#indexOf.get(id);
      if (index !== undefined) visit(index);
    }
    for (let at = 0; at < queue.length; at += 1) visit(queue[at] ?? 0);
    return new Set(queue.map((index) => this.#idAt(index)));
  }

  #idAt(index: number): NodeId {
    const id = this.ids[index];
    if (id === undefined) throw new RangeError(`No node at index ${index}`);
    return id;
  }
}

/** The smallest number first. */
class MinHeap {
  readonly #items: number[] = [];

  push(value: number): void {
    const items = this.#items;
    let at = items.length;
    items.push(value);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent] ?? value;
      if (above <= value) break;
      items[at] = above;
      at = parent;
    }
    items[at] = value;
  }

  pop(): number | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (first === undefined || last === undefined || items.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= items.length) break;
      const right = left + 1;
      const child = (items[right] ?? Infinity) < (items[left] ?? Infinity) ? right : left;
      const below = items[child] ?? Infinity;
      if (below >= last) break;
      items[at] = below;
      at = child;
    }
    items[at] = last;
    return first;
  }
}
