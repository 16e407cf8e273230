import type { NodeId } from '../graph/node-id';

/** A node whose upstreams are done. */
export interface ReadyNode {
  readonly id: NodeId;
  readonly priority: number;
  /** Its place among all that became ready. */
  readonly arrival: number;
}

/** Whether the first should start before the second: by priority; among equals, first come first served. */
export function startsBefore(first: ReadyNode, second: ReadyNode): boolean {
  return (
    first.priority > second.priority ||
    (first.priority === second.priority && first.arrival < second.arrival)
  );
}

/** Nodes whose upstreams are done, the one that should start next first. */
export class ReadyQueue {
  readonly #heap: ReadyNode[] = [];

  peek(): ReadyNode | undefined {
    return this.#heap[0];
  }

  push(node: ReadyNode): void {
    const heap = this.#heap;
    heap.push(node);
    let at = heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** Takes out the first. */
  drop(): void {
    const heap = this.#heap;
    if (heap.length === 0) return;
    this.#swap(0, heap.length - 1);
    heap.pop();
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) break;
      const child = left + 1 < heap.length && this.#before(left + 1, left) ? left + 1 : left;
      if (!this.#before(child, at)) break;
      this.#swap(child, at);
      at = child;
    }
  }

  #before(a: number, b: number): boolean {
    const first = this.#heap[a];
    const second = this.#heap[b];
    return first !== undefined && second !== undefined && startsBefore(first, second);
  }

  #swap(a: number, b: number): void {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (first === undefined || second === undefined) return;
    this.#heap[a] = second;
    this.#heap[b] = first;
  }
}
