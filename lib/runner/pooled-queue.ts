import type { NodeId } from '../graph/node-id';
import { ReadyQueue, startsBefore, type ReadyNode } from './ready-queue';

/** The slots that a node takes while it runs. */
export interface PoolShare {
  readonly pool: string;
  /** How many; a node that wants more than there are takes all. */
  readonly weight: number;
}

/** What waits for the room of one pool, and how much of it is left. */
interface Lane {
  readonly queue: ReadyQueue;
  readonly capacity: number;
  free: number;
}

/**
 * Nodes that could start, held back while their pool has no room. Within a pool nobody overtakes, so that
 * a heavy node is not starved by light ones; other pools, and nodes without one, go on meanwhile.
 */
export class PooledQueue {
  readonly #priorityOf: (id: NodeId) => number;
  readonly #shareOf: (id: NodeId) => PoolShare | null;
  readonly #capacities: ReadonlyMap<string, number>;
  /** By pool; null: nodes that need no room in any. */
  readonly #lanes = new Map<string | null, Lane>();
  #arrivals = 0;

  /** A pool without a capacity has room for all. */
  constructor(options: {
    readonly priorityOf: (id: NodeId) => number;
    readonly shareOf: (id: NodeId) => PoolShare | null;
    readonly capacities: ReadonlyMap<string, number>;
  }) {
    this.#priorityOf = options.priorityOf;
    this.#shareOf = options.shareOf;
    this.#capacities = options.capacities;
  }

  push(id: NodeId): void {
    const node = { id, priority: this.#priorityOf(id), arrival: this.#arrivals };
    this.#arrivals += 1;
    this.#laneOf(id).queue.push(node);
  }

  /** The node that should start next among those that have room; it has taken its room. */
  take(): NodeId | undefined {
    let best: { readonly lane: Lane; readonly node: ReadyNode } | null = null;
    for (const lane of this.#lanes.values()) {
      const node = lane.queue.peek();
      if (node === undefined || this.#roomFor(node.id, lane) > lane.free) continue;
      if (best === null || startsBefore(node, best.node)) best = { lane, node };
    }
    if (best === null) return undefined;
    best.lane.queue.drop();
    best.lane.free -= this.#roomFor(best.node.id, best.lane);
    return best.node.id;
  }

  /** A node that was taken needs its room no longer. */
  giveBack(id: NodeId): void {
    const lane = this.#laneOf(id);
    lane.free += this.#roomFor(id, lane);
  }

  #roomFor(id: NodeId, { capacity }: Lane): number {
    return capacity === Infinity ? 0 : Math.min(this.#shareOf(id)?.weight ?? 0, capacity);
  }

  #laneOf(id: NodeId): Lane {
    const pool = this.#shareOf(id)?.pool ?? null;
    let lane = this.#lanes.get(pool);
    if (lane === undefined) {
      const capacity = pool === null ? Infinity : (this.#capacities.get(pool) ?? Infinity);
      lane = { queue: new ReadyQueue(), capacity, free: capacity };
      this.#lanes.set(pool, lane);
    }
    return lane;
  }
}
