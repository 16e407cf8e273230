import { setTimeout as wait } from 'node:timers/promises';
import type { NodeId } from '../../graph/node-id';
import type { Manifest } from '../../manifest/manifest';
import type { Plan } from '../../planner/plan';
import type { ElsewhereResult } from '../../runner/run-deps';
import type { ExecutionState, NodeState } from '../../state/execution-state';
import type { StateStore } from '../../state/state-backend';
import { err, ok } from '../../util/result';

const lookAgainMs = 250;
/** Jobs that are started together need not begin at the same second. */
const patienceMs = 60_000;

/** Follows what other jobs make of the nodes of a partitioned run, by the state that all of them share. */
export class OtherParts {
  /** By node: the number of the part that runs it. */
  readonly #partOf: ReadonlyMap<NodeId, number>;
  readonly #plan: Plan;
  readonly #manifest: Manifest;
  /** As it was when the plan was made. */
  readonly #before: ExecutionState;
  readonly #store: Pick<StateStore, 'load' | 'livingParts'>;
  readonly #startedMs = Date.now();
  readonly #patienceMs: number;

  constructor(parts: {
    readonly plan: Plan;
    readonly manifest: Manifest;
    readonly before: ExecutionState;
    readonly store: Pick<StateStore, 'load' | 'livingParts'>;
    readonly patienceMs?: number;
  }) {
    this.#plan = parts.plan;
    this.#manifest = parts.manifest;
    this.#before = parts.before;
    this.#store = parts.store;
    this.#patienceMs = parts.patienceMs ?? patienceMs;
    this.#partOf = new Map(
      parts.plan.entries.flatMap(({ nodeId, decision }) =>
        decision.action === 'skip' && decision.reason.code === 'other_part'
          ? [[nodeId, decision.reason.part] as const]
          : [],
      ),
    );
  }

  get nodes(): ReadonlySet<NodeId> {
    return new Set(this.#partOf.keys());
  }

  /** Waits for news of any of these nodes. */
  async next(ids: ReadonlySet<NodeId>, signal: AbortSignal): Promise<readonly ElsewhereResult[]> {
    while (!signal.aborted) {
      // The parts first: one that ends between the two looks has stored all that it made.
      const living = new Set((await this.#store.livingParts()).map(({ index }) => index));
      const { state } = await this.#store.load();
      const results = [...ids].flatMap((id) => this.#resultOf(id, state.get(id), living));
      if (results.length > 0) return results;
      await wait(lookAgainMs, undefined, { signal }).catch(() => undefined);
    }
    return [];
  }

  #resultOf(
    id: NodeId,
    entry: NodeState | undefined,
    living: ReadonlySet<number>,
  ): ElsewhereResult[] {
    const part = this.#partOf.get(id) ?? 0;
    if (entry?.status === 'success' && (this.#isNew(id, entry) || this.#wasRebuilt(id, entry))) {
      return [{ id, result: ok(entry) }];
    }
    // It runs again there; what is remembered until then is for the case that it never ends.
    const isUnderway = entry?.error?.code === 'interrupted';
    if (entry?.status === 'failed' && !isUnderway && this.#isNew(id, entry)) {
      return [{ id, result: err(`${id} failed in part ${String(part)}.`) }];
    }
    if (living.has(part) || Date.now() - this.#startedMs < this.#patienceMs) return [];
    return [{ id, result: err(`Part ${String(part)} is not running, and has not built ${id}.`) }];
  }

  #isNew(id: NodeId, entry: NodeState): boolean {
    const before = this.#before.get(id);
    return before?.lastRun !== entry.lastRun || before.runId !== entry.runId;
  }

  /** In a full run: whether its part was there before us, so that all who read it here are older than it. */
  #wasRebuilt(id: NodeId, entry: NodeState): boolean {
    if (this.#plan.mode !== 'full') return false;
    return this.#manifest.graph
      .downstreamOf(id)
      .filter((reader) => !this.#partOf.has(reader))
      .every((reader) => (this.#before.get(reader)?.lastRun ?? 0) < entry.lastRun);
  }
}
