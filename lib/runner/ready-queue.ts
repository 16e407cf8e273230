import type { NodeId } from '../graph/node-id';

/** Nodes whose upstreams are done, the one with the highest priority first; among equals, first come first served. */
export class ReadyQueue {
  readonly #priorityOf: (id: NodeId) => number;
  readonly #heap: { id: NodeId; priority: number; arrival: number }[] = [];
  #arrivals = 0;

  constructor(priorityOf: (id: NodeId) => number) {
    this.#priorityOf = priorityOf;
  }

  get size(): number {
    return this.#heap.length;
  }

  push(id: NodeId): void {
    const heap = this.#heap;
    heap.push({ id, priority: this.#priorityOf(id), arrival: this.#arrivals });
    this.#arrivals += 1;
    let at = heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  pop(): NodeId | undefined {
    const heap = this.#heap;
    if (heap.length === 0) return undefined;
    this.#swap(0, heap.length - 1);
    const first = heap.pop();
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) break;
      const child = left + 1 < heap.length && this.#before(left + 1, left) ? left + 1 : left;
      if (!this.#before(child, at)) break;
      this.#swap(child, at);
      at = child;
    }
    return first?.id;
  }

  #before(a: number, b: number): boolean {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (first === undefined || second === undefined) return false;
    return (
      first.priority > second.priority ||
      (first.priority === second.priority && first.arrival < second.arrival)
    );
  }

  #swap(a: number, b: number): void {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (first === undefined || second === undefined) return;
    this.#heap[a] = second;
    this.#heap[b] = first;
  }
}
