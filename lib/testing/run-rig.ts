import type { RunEventBody, RunOutcome } from '../events/run-event';
import type { NodeId } from '../graph/node-id';
import type { Manifest } from '../manifest/manifest';
import { planRun, everything } from '../planner/plan-run';
import type { ElsewhereResult, RunDeps, RunOptions } from '../runner/run-deps';
import { runPlan } from '../runner/run-plan';
import type { NodeState } from '../state/execution-state';
import type { ExecutionFailure, ExecutionOutput } from '../kinds/kind';
import { err, ok, type Result } from '../util/result';
import { id } from './manifest-of';
import { succeeded } from './state-of';

const silent = { log: () => undefined, progress: () => undefined };

/** A run in which the test ends each node when it likes: no sleeps, no real executors. */
export class RunRig {
  readonly events: RunEventBody[] = [];
  readonly state = new Map<NodeId, NodeState>();
  /** What was remembered durably, of nodes of this run alone. */
  readonly stored = new Map<NodeId, NodeState>();
  readonly stop = new AbortController();
  readonly abort = new AbortController();
  readonly #outcome: Promise<RunOutcome>;
  readonly #running = new Map<
    NodeId,
    (result: Result<ExecutionOutput, ExecutionFailure>) => void
  >();
  readonly #waiters = new Map<NodeId, () => void>();
  readonly #signals = new Map<NodeId, AbortSignal>();
  #elsewhere: ((result: ElsewhereResult) => void) | null = null;
  #onAwaiting: (() => void) | null = null;
  #cancelNode: ((id: NodeId) => void) | null = null;
  /** What the outputs of a node say; without an entry it has none. */
  readonly contents = new Map<NodeId, string>();

  /** Runs everything; with `changed`, only these nodes and what is downstream of them. */
  constructor(
    manifest: Manifest,
    options: Partial<RunOptions> = {},
    before: {
      readonly state?: ReadonlyMap<NodeId, NodeState>;
      readonly changed?: readonly string[];
      readonly contents?: Readonly<Record<string, string>>;
    } = {},
  ) {
    for (const [node, entry] of before.state ?? []) this.state.set(node, entry);
    for (const [node, content] of Object.entries(before.contents ?? {})) {
      this.contents.set(id(node), content);
    }
    const elsewhere = options.elsewhere ?? new Set<NodeId>();
    const deps: RunDeps = {
      execute: (node, { signal }) =>
        new Promise((resolve) => {
          this.#running.set(node.id, resolve);
          this.#signals.set(node.id, signal);
          this.#waiters.get(node.id)?.();
        }),
      audit: (node, _, { signal }) => deps.execute(node, { signal, ...silent }),
      identify: (node, stateOf) => {
        const known = new Map(
          manifest.graph.upstreamOf(node.id).flatMap((up) => {
            const state = stateOf(up);
            return state === undefined ? [] : [[up, state] as const];
          }),
        );
        const { fingerprint } = succeeded(manifest, known, node.id);
        if (fingerprint === null) throw new Error('no fingerprint');
        return Promise.resolve({ fingerprint, dataFiles: [] });
      },
      remember: (node, entry) => {
        this.stored.set(node, entry);
        return Promise.resolve();
      },
      emit: (event) => this.events.push(event),
      describeOutput: (path) => Promise.resolve({ path, bytes: 1 }),
      contentOf: (node) => Promise.resolve(this.contents.get(node.id) ?? null),
      awaitElsewhere: (ids, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve([]));
          this.#elsewhere = (result) => {
            if (!ids.has(result.id)) throw new Error(`nothing waits for ${result.id}`);
            this.#elsewhere = null;
            resolve([result]);
          };
          this.#onAwaiting?.();
        }),
      now: () => 0,
    };
    this.#outcome = runPlan(
      planRun({
        manifest,
        state: this.state,
        factsOf: (node) => ({
          definitionChange: before.changed?.includes(node) === true ? [] : null,
          changedDataFiles: [],
          missingOutput: null,
          upstreamMoved: false,
          dependsOnTime: false,
        }),
        broken: new Set(),
        selection: { ...everything, except: elsewhere },
        full: before.changed === undefined,
      }),
      manifest,
      this.state,
      deps,
      {
        runId: 'test',
        parallel: 2,
        retry: 0,
        continueOnError: false,
        failFast: false,
        earlyCutoff: false,
        pools: new Map(),
        elsewhere: new Set(),
        stop: this.stop.signal,
        abort: this.abort.signal,
        onCancelNode: (listener) => (this.#cancelNode = listener),
        ...options,
      },
    );
  }

  /** Resolves once the node runs. */
  async started(text: string): Promise<void> {
    const node = id(text);
    if (this.#running.has(node)) return;
    await new Promise<void>((resolve) => this.#waiters.set(node, resolve));
    this.#waiters.delete(node);
  }

  /** Resolves once the node, which runs, is told to end. */
  async toldToEnd(text: string): Promise<void> {
    const signal = this.#signals.get(id(text));
    if (signal === undefined) throw new Error(`${text} does not run`);
    if (signal.aborted) return;
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  }

  /** Somebody asks for the end of one node. */
  cancelNode(text: string): void {
    this.#cancelNode?.(id(text));
  }

  /** Another process is done with a node. */
  async elsewhere(text: string, result: ElsewhereResult['result']): Promise<void> {
    if (this.#elsewhere === null) {
      await new Promise<void>((resolve) => (this.#onAwaiting = resolve));
    }
    this.#elsewhere?.({ id: id(text), result });
  }

  get running(): string[] {
    return [...this.#running.keys()];
  }

  async succeed(text: string, rowCount = 1): Promise<void> {
    await this.started(text);
    this.#end(text, ok({ rowCount, outputPath: null, metadata: {} }));
  }

  async fail(text: string, code = 'sql_error'): Promise<void> {
    await this.started(text);
    this.#end(text, err({ code, message: `${text} is broken` }));
  }

  outcome(): Promise<RunOutcome> {
    return this.#outcome;
  }

  /** How each finished node ended: `success`, `failed`, or `skipped: <reason>`. */
  results(): Record<string, string> {
    return Object.fromEntries(
      this.events.flatMap((event) =>
        event.type === 'node_finished'
          ? [
              [
                event.node_id,
                event.status === 'skipped' ? `skipped: ${event.reason ?? ''}` : event.status,
              ],
            ]
          : [],
      ),
    );
  }

  #end(text: string, result: Result<ExecutionOutput, ExecutionFailure>): void {
    const resolve = this.#running.get(id(text));
    this.#running.delete(id(text));
    resolve?.(result);
  }
}
