import { setTimeout as wait } from 'node:timers/promises';
import type { ExecutionSummary } from '../../events/execution-summary';
import type { LogLevel, RunEvent } from '../../events/run-event';
import type { RunHooks } from '../../extensions/run-hooks';
import type { NodeId } from '../../graph/node-id';

/** A hook that hangs must not keep a run from ending. */
const patienceMs = 30_000;

type HookName = keyof RunHooks;
type Arguments<Name extends HookName> = Parameters<NonNullable<RunHooks[Name]>>;

/** Calls the hooks of a run one after the other, beside the run and not in its way. */
export class HookCaller {
  readonly #hooks: readonly RunHooks[];
  readonly #report: (level: LogLevel, node: NodeId | null, message: string) => void;
  #last: Promise<void> = Promise.resolve();
  #isOver = false;

  /** `report` hears of hooks that threw or did not come to an end. */
  constructor(
    hooks: readonly RunHooks[],
    report: (level: LogLevel, node: NodeId | null, message: string) => void,
  ) {
    this.#hooks = hooks;
    this.#report = report;
  }

  /** Tells the hooks what they want to know of an event. */
  hear(event: RunEvent): void {
    if (this.#hooks.length === 0) return;
    if (event.type === 'run_started') {
      this.call('onRunStart', null, {
        runId: event.run_id,
        project: event.project,
        mode: event.request.mode,
        nodes: event.nodes.flatMap((node) => (node.decision === 'run' ? [node.node_id] : [])),
      });
    } else if (event.type === 'node_started' && event.attempt === 1) {
      this.call('onNodeStart', event.node_id, event.node_id);
    } else if (event.type === 'node_finished') {
      this.call('onNodeComplete', event.node_id, event.node_id, {
        nodeId: event.node_id,
        status: event.status,
        duration: event.duration,
        rowCount: event.row_count,
        errorMessage: event.error?.message ?? null,
        metadata: event.metadata,
      });
    }
  }

  /** Tells the hooks that the run is over, and waits for them. */
  async end(summary: ExecutionSummary): Promise<void> {
    if (this.#hooks.length === 0) return;
    this.call('onRunComplete', null, summary);
    await this.settle();
  }

  call<Name extends HookName>(name: Name, node: NodeId | null, ...args: Arguments<Name>): void {
    for (const hooks of this.#hooks) {
      const hook = hooks[name] as ((...given: Arguments<Name>) => unknown) | undefined;
      if (hook === undefined) continue;
      this.#last = this.#last.then(async () => {
        if (this.#isOver) return;
        try {
          await hook.apply(hooks, args);
        } catch (error) {
          if (this.#hasEnded()) return;
          const why = error instanceof Error ? error.message : String(error);
          this.#report('warning', node, `The hook ${name} failed: ${why}`);
        }
      });
    }
  }

  /** Waits for hooks that were called and are still at work, for a while. Afterwards none is called. */
  async settle(limitMs = patienceMs): Promise<void> {
    const enough = new AbortController();
    const isDone = await Promise.race([
      this.#last.then(() => true),
      wait(limitMs, false, { signal: enough.signal }).catch(() => false),
    ]);
    enough.abort();
    this.#isOver = true;
    if (isDone) return;
    const seconds = String(limitMs / 1000);
    this.#report(
      'warning',
      null,
      `A hook was still at work ${seconds} s after the run: not waited for.`,
    );
  }

  /** Asked anew after each wait. */
  #hasEnded(): boolean {
    return this.#isOver;
  }
}
