import type { RunOutcome } from '../events/run-event';
import type { NodeId } from '../graph/node-id';
import type { Manifest, ManifestNode } from '../manifest/manifest';
import { nodesToRun } from '../planner/nodes-to-run';
import type { Plan } from '../planner/plan';
import type { NodeState } from '../state/execution-state';
import { auditNode } from './audit-node';
import { EarlyCutoff } from './early-cutoff';
import { NodeEnds } from './node-ends';
import { poolShareOf } from './pool-share';
import { PooledQueue } from './pooled-queue';
import { remainingPaths } from './remaining-path';
import type { ElsewhereResult, RunDeps, RunOptions } from './run-deps';
import { keepCached, nodeFinished, runNode } from './run-node';

/** For nodes that never ran: long enough to count, short enough not to beat what is known to be long. */
const unknownDurationSeconds = 0.5;

/**
 * Executes the nodes that the plan wants to run. A node starts the moment its upstream nodes are done, a
 * slot is free and its pool has room; there are no barriers between layers. `state` is kept up to date as
 * nodes finish.
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
  /** Those of them of which only the audits are made. */
  readonly #audited: ReadonlySet<NodeId>;
  readonly #ready: PooledQueue;
  /** How many upstream nodes each one still waits for. */
  readonly #waitingFor: Map<NodeId, number>;
  /** Not finished, and not skipped either. */
  readonly #unfinished: Set<NodeId>;
  readonly #running = new Set<Promise<void>>();
  /** Null: every node runs whose upstream ran. */
  readonly #cutoff: EarlyCutoff | null;
  /** Nodes of other processes that one of ours still waits for. */
  readonly #awaited: Set<NodeId>;
  #news: Promise<void> | null = null;
  readonly #endOfNews = new AbortController();
  readonly #failFast = new AbortController();
  /** Ends the nodes that run; the run's own ending and, if wanted, its first failure. */
  readonly #nodeSignals: Pick<RunOptions, 'stop' | 'abort'>;
  /** When each node that waits for a slot began to wait. */
  readonly #readySinceMs = new Map<NodeId, number>();
  readonly #nodeEnds: NodeEnds;
  #started = 0;
  #cancelledNodes = 0;
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
    this.#audited = new Set(
      plan.entries.flatMap(({ nodeId, decision }) =>
        decision.action === 'run' && decision.reason.code === 'audits_changed' ? [nodeId] : [],
      ),
    );
    this.#unfinished = new Set(this.#order);
    const { graph } = manifest;
    const { elsewhere } = options;
    this.#awaited = new Set(
      elsewhere.size === 0
        ? []
        : this.#order.flatMap((id) => graph.upstreamOf(id).filter((up) => elsewhere.has(up))),
    );
    this.#waitingFor = new Map(
      this.#order.map((id) => [
        id,
        graph.upstreamOf(id).filter((up) => this.#unfinished.has(up) || elsewhere.has(up)).length,
      ]),
    );
    this.#cutoff = options.earlyCutoff ? new EarlyCutoff(plan, manifest, state) : null;
    this.#nodeSignals = options.failFast
      ? {
          stop: AbortSignal.any([options.stop, this.#failFast.signal]),
          abort: AbortSignal.any([options.abort, this.#failFast.signal]),
        }
      : options;
    const priorities = remainingPaths(
      this.#order,
      graph,
      (id) => state.get(id)?.duration ?? unknownDurationSeconds,
    );
    this.#ready = new PooledQueue({
      priorityOf: (id) => priorities.get(id) ?? 0,
      shareOf: (id) => poolShareOf(this.#nodeOf(id)),
      capacities: options.pools,
    });
    for (const id of this.#order) if (this.#waitingFor.get(id) === 0) this.#makeReady(id);
    this.#nodeEnds = new NodeEnds(this.#nodeSignals, this.#endOfNews.signal);
    options.onCancelNode?.((id) => this.#nodeEnds.cancel(id));
  }

  async toTheEnd(): Promise<RunOutcome> {
    for (;;) {
      this.#fillSlots();
      this.#listenElsewhere();
      const isWaiting = this.#news !== null && this.#mayStart();
      if (this.#running.size === 0 && !isWaiting) break;
      await Promise.race(this.#news === null ? this.#running : [...this.#running, this.#news]);
    }
    this.#endOfNews.abort();
    if (this.#internalError !== null) throw this.#internalError;
    return this.#conclude();
  }

  #fillSlots(): void {
    while (this.#running.size < this.#options.parallel && this.#mayStart()) {
      const next = this.#ready.take();
      if (next === undefined) return;
      if (this.#unfinished.has(next)) this.#start(next);
      else this.#ready.giveBack(next);
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
    const job = this.#runOrSpare(this.#nodeOf(id))
      .then((succeeded) => (succeeded ? this.#release(id) : this.#fail(id)))
      .catch((error: unknown) => {
        this.#internalError ??= error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => {
        this.#nodeEnds.takeBack(id);
        this.#ready.giveBack(id);
        this.#running.delete(job);
      });
    this.#running.add(job);
  }

  /** True: the node is as it should be, whether it ran or not. */
  async #runOrSpare(node: ManifestNode): Promise<boolean> {
    const { id } = node;
    const cutoff = this.#cutoff;
    if (cutoff?.spares(id) === true && (await keepCached(node, this.#state, this.#deps))) {
      cutoff.cameOutTheSame(id);
      return true;
    }
    this.#started += 1;
    const waitedMs = this.#deps.now() - (this.#readySinceMs.get(id) ?? this.#deps.now());
    const place = {
      index: this.#started,
      total: this.#order.length,
      queued: Math.max(0, waitedMs) / 1000,
    };
    const last = this.#state.get(id);
    if (this.#audited.has(id) && last !== undefined) {
      cutoff?.cameOutTheSame(id);
      const runs = { runId: this.#options.runId, abort: this.#nodeSignals.abort };
      return auditNode(node, place, last, this.#state, this.#deps, runs);
    }
    const isComparable = cutoff !== null && this.#state.get(id)?.status === 'success';
    const before = isComparable ? await this.#deps.contentOf(node) : null;
    const succeeded = await runNode(node, place, this.#state, this.#deps, {
      ...this.#options,
      ...this.#nodeEnds.begin(id),
    });
    if (succeeded && before !== null && before === (await this.#deps.contentOf(node))) {
      cutoff?.cameOutTheSame(id);
    }
    return succeeded;
  }

  #release(id: NodeId): void {
    this.#unfinished.delete(id);
    for (const next of this.#manifest.graph.downstreamOf(id)) {
      const left = this.#waitingFor.get(next);
      if (left === undefined) continue;
      this.#waitingFor.set(next, left - 1);
      if (left === 1 && this.#unfinished.has(next)) this.#makeReady(next);
    }
  }

  #makeReady(id: NodeId): void {
    this.#readySinceMs.set(id, this.#deps.now());
    this.#ready.push(id);
  }

  #fail(id: NodeId): void {
    this.#unfinished.delete(id);
    const isCancelled = this.#nodeEnds.wasCancelled(id);
    if (isCancelled && !this.#options.abort.aborted) {
      // Somebody wanted this node's end, not that of the others.
      this.#cancelledNodes += 1;
      this.#skipDescendants(id, 'upstream cancelled');
      return;
    }
    const isFirst = this.#firstFailed === null;
    this.#firstFailed ??= id;
    if (this.#options.continueOnError) {
      this.#skipDescendants(id, 'upstream failed');
      return;
    }
    if (isFirst && this.#unfinished.size > 0 && !this.#options.stop.aborted) {
      const message = 'Stopping execution due to failure';
      this.#deps.emit({ type: 'log', level: 'error', node_id: null, message });
    }
    if (this.#options.failFast) this.#failFast.abort();
  }

  /** Listens for the next news of other processes, as long as something waits for them. */
  #listenElsewhere(): void {
    if (this.#awaited.size === 0 || this.#news !== null || !this.#mayStart()) return;
    const signal = AbortSignal.any([this.#options.stop, this.#endOfNews.signal]);
    this.#news = this.#deps
      .awaitElsewhere(this.#awaited, signal)
      .then((results) => results.forEach((result) => this.#hear(result)))
      .catch((error: unknown) => {
        this.#internalError ??= error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => (this.#news = null));
  }

  #hear({ id, result }: ElsewhereResult): void {
    this.#awaited.delete(id);
    if (result.ok) {
      this.#state.set(id, result.value);
      this.#release(id);
      return;
    }
    this.#firstFailed ??= id;
    this.#deps.emit({ type: 'log', level: 'error', node_id: id, message: result.error });
    this.#skipDescendants(id, 'upstream failed');
  }

  #skipDescendants(id: NodeId, why: 'upstream failed' | 'upstream cancelled'): void {
    const descendants = this.#manifest.graph.descendantsOf([id]);
    this.#skip((other) => descendants.has(other), `${why}: ${id}`);
  }

  #nodeOf(id: NodeId): ManifestNode {
    const node = this.#manifest.nodes.get(id);
    if (node === undefined) throw new Error(`${id} is planned but not in the manifest`);
    return node;
  }

  #conclude(): RunOutcome {
    const cancelled = this.#options.stop.aborted && this.#unfinished.size > 0;
    this.#skip(
      () => true,
      cancelled ? 'run cancelled' : `run stopped: ${this.#firstFailed ?? 'a node'} failed`,
    );
    if (cancelled || this.#options.abort.aborted) return 'cancelled';
    return this.#firstFailed === null && this.#cancelledNodes === 0 ? 'success' : 'failed';
  }

  #skip(which: (id: NodeId) => boolean, reason: string): void {
    for (const id of this.#order) {
      if (!this.#unfinished.has(id) || !which(id)) continue;
      this.#unfinished.delete(id);
      this.#deps.emit(nodeFinished(id, { status: 'skipped', reason }));
    }
  }
}
