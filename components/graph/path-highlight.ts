import type { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';

/** How a thing stands to the path that is lit: on it, beside it, or there is none. */
export type Light = 'lit' | 'dim' | 'plain';

/**
 * Which path through the graph is lit: that of the node under the pointer, else that of the selected ones. Outside of
 * React's state, so that moving the pointer redraws only the cards and edges whose light changes.
 */
export class PathHighlight {
  #graph: Graph | null = null;
  #hovered: NodeId | null = null;
  #selected: readonly NodeId[] = [];
  /** Null: no path. */
  #path: ReadonlySet<NodeId> | null = null;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  setGraph(graph: Graph): void {
    if (graph === this.#graph) return;
    this.#graph = graph;
    this.#update();
  }

  hover(id: NodeId | null): void {
    if (id === this.#hovered) return;
    this.#hovered = id;
    this.#update();
  }

  select(ids: readonly NodeId[]): void {
    this.#selected = ids;
    this.#update();
  }

  /** A selection stays for long, so it dims nothing; only the pointer does. */
  lightOfNode(id: NodeId): Light {
    if (this.#path === null) return 'plain';
    if (this.#path.has(id)) return 'lit';
    return this.#hovered === null ? 'plain' : 'dim';
  }

  lightOfEdge(from: NodeId, to: NodeId): Light {
    if (this.#path === null) return 'plain';
    if (this.#path.has(from) && this.#path.has(to)) return 'lit';
    return this.#hovered === null ? 'plain' : 'dim';
  }

  #update(): void {
    const starts = this.#hovered === null ? this.#selected : [this.#hovered];
    this.#path =
      this.#graph === null || starts.length === 0
        ? null
        : new Set([
            ...starts,
            ...this.#graph.ancestorsOf(starts),
            ...this.#graph.descendantsOf(starts),
          ]);
    for (const listener of this.#listeners) listener();
  }
}
