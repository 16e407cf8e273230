import type { RunOutcome } from '../events/run-event';
import type { NodeId } from '../graph/node-id';
import type { Manifest } from '../manifest/manifest';
import { nodesToRun } from '../planner/nodes-to-run';
import type { Plan } from '../planner/plan';
import type { NodeState } from '../state/execution-state';
import { ReadyQueue } from './ready-queue';
import { remainingPaths } from './remaining-path';
import type { RunDeps, RunOptions } from './run-deps';
import { nodeFinished, runNode } from './run-node';

/** For nodes that never ran: long enough to count, short enough not to beat what is known to be long. */
const unknownDurationSeconds = 0.5;

/**
 * Executes the nodes that the plan wants to run. A node starts the moment its upstream nodes are done and
 * a slot is free; there are no barriers between layers. `state` is kept up to date as nodes finish.
 */
export async function runPlan(
  plan: Plan,
  manifest: Manifest,
  state: Map<NodeId, NodeState>,
  deps: RunDeps,
  options: RunOptions,
): Promise<RunOutcome> {
  return new PlanRun(plan, manifest, state, deps, options).toTheEnd();
}

class PlanRun {
  readonly #manifest: Manifest;
  readonly #state: Map<NodeId, NodeState>;
  readonly #deps: RunDeps;
  readonly #options: RunOptions;
  /** All that run, in topological order. */
  readonly #order: readonly NodeId[];
  readonly #ready: ReadyQueue;
  /** How many upstream nodes each one still waits for. */
  readonly #waitingFor: Map<NodeId, number>;
  /** Not finished, and not skipped either. */
  readonly #unfinished: Set<NodeId>;
  readonly #running = new Set<Promise<void>>();
  #started = 0;
  #firstFailed: NodeId | null = null;
  #internalError: Error | null = null;

  constructor(
    plan: Plan,
    manifest: Manifest,
    state: Map<NodeId, NodeState>,
    deps: RunDeps,
    options: RunOptions,
  ) {
    this.#manifest = manifest;
    this.#state = state;
    this.#deps = deps;
    this.#options = options;
    this.#order = nodesToRun(plan);
    this.#unfinished = new Set(this.#order);
    const { graph } = manifest;
    this.#waitingFor = new Map(
      this.#order.map((id) => [
        id,
        graph.upstreamOf(id).filter((upstream) => this.#unfinished.has(upstream)).length,
      ]),
    );
    const priorities = remainingPaths(
      this.#order,
      graph,
      (id) => state.get(id)?.duration ?? unknownDurationSeconds,
    );
    this.#ready = new ReadyQueue((id) => priorities.get(id) ?? 0);
    for (const id of this.#order) if (this.#waitingFor.get(id) === 0) this.#ready.push(id);
  }

  async toTheEnd(): Promise<RunOutcome> {
    for (;;) {
      this.#fillSlots();
      if (this.#running.size === 0) break;
      await Promise.race(this.#running);
    }
    if (this.#internalError !== null) throw this.#internalError;
    return this.#conclude();
  }

  #fillSlots(): void {
    while (this.#running.size < this.#options.parallel && this.#mayStart()) {
      const next = this.#ready.pop();
      if (next === undefined) return;
      if (this.#unfinished.has(next)) this.#start(next);
    }
  }

  #mayStart(): boolean {
    return (
      this.#internalError === null &&
      !this.#options.stop.aborted &&
      (this.#firstFailed === null || this.#options.continueOnError)
    );
  }

  #start(id: NodeId): void {
    const node = this.#manifest.nodes.get(id);
    if (node === undefined) throw new Error(`${id} is planned but not in the manifest`);
    this.#started += 1;
    const place = { index: this.#started, total: this.#order.length };
    const job = runNode(node, place, this.#state, this.#deps, this.#options)
      .then((succeeded) => (succeeded ? this.#release(id) : this.#fail(id)))
      .catch((error: unknown) => {
        this.#internalError ??= error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => this.#running.delete(job));
    this.#running.add(job);
  }

  #release(id: NodeId): void {
    this.#unfinished.delete(id);
    for (const next of this.#manifest.graph.downstreamOf(id)) {
      const left = this.#waitingFor.get(next);
      if (left === undefined) continue;
      this.#waitingFor.set(next, left - 1);
      if (left === 1 && this.#unfinished.has(next)) this.#ready.push(next);
    }
  }

  #fail(id: NodeId): void {
    this.#unfinished.delete(id);
    this.#firstFailed ??= id;
    if (!this.#options.continueOnError) return;
    const descendants = this.#manifest.graph.descendantsOf([id]);
    this.#skip((other) => descendants.has(other), `upstream failed: ${id}`);
  }

  #conclude(): RunOutcome {
    const cancelled = this.#options.stop.aborted && this.#unfinished.size > 0;
    this.#skip(
      () => true,
      cancelled ? 'run cancelled' : `run stopped: ${this.#firstFailed ?? 'a node'} failed`,
    );
    if (cancelled || this.#options.abort.aborted) return 'cancelled';
    return this.#firstFailed === null ? 'success' : 'failed';
  }

  #skip(which: (id: NodeId) => boolean, reason: string): void {
    for (const id of this.#order) {
      if (!this.#unfinished.has(id) || !which(id)) continue;
      this.#unfinished.delete(id);
      this.#deps.emit(nodeFinished(id, { status: 'skipped', reason }));
    }
  }
}
