import type { NodeId } from '../graph/node-id';
import type { RunOptions } from './run-deps';

type Signals = Pick<RunOptions, 'stop' | 'abort'>;

/**
 * Ends nodes that run: one of them when somebody asks, all of them with the run. Each has signals of its own
 * that are told by hand: to derive them from those of the run costs more than the rest of a node's scheduling.
 */
export class NodeEnds {
  readonly #run: Signals;
  readonly #running = new Map<
    NodeId,
    { readonly stop: AbortController; readonly abort: AbortController }
  >();
  readonly #cancelled = new Set<NodeId>();

  /** `over`: aborted when no node runs any more. */
  constructor(run: Signals, over: AbortSignal) {
    this.#run = run;
    for (const how of ['stop', 'abort'] as const) {
      const tellAll = (): void => {
        for (const ends of this.#running.values()) ends[how].abort();
      };
      run[how].addEventListener('abort', tellAll, { signal: over });
    }
  }

  /** The signals of a node that starts; it must be taken back when it is done. */
  begin(id: NodeId): Signals {
    const ends = { stop: new AbortController(), abort: new AbortController() };
    this.#running.set(id, ends);
    if (this.#run.stop.aborted) ends.stop.abort();
    if (this.#run.abort.aborted) ends.abort.abort();
    return { stop: ends.stop.signal, abort: ends.abort.signal };
  }

  takeBack(id: NodeId): void {
    this.#running.delete(id);
  }

  /** Ends one node; without effect on one that doesn't run. */
  cancel(id: NodeId): void {
    const ends = this.#running.get(id);
    if (ends === undefined) return;
    this.#cancelled.add(id);
    ends.stop.abort();
    ends.abort.abort();
  }

  wasCancelled(id: NodeId): boolean {
    return this.#cancelled.has(id);
  }
}
