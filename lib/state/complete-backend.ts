import type { NodeId } from '../graph/node-id';
import type { ExecutionState, NodeState } from './execution-state';
import { acquirePartLock, livingParts } from './part-lock';
import { acquireRunLock, currentLockHolder } from './run-lock';
import type { StateBackend, StateStore } from './state-backend';

/**
 * Gives a backend what it lacks. Without `append`, the whole state is saved after each node: as safe, at a
 * cost that grows with the DAG; the parts of a partitioned run need one. Without `lock` or `lockPart`,
 * locks in the project's own folder keep runs of this machine apart, and none of other machines.
 */
export function completeBackend(backend: StateBackend, stateDir: string): StateStore {
  const entries = new EntryByEntry(backend);
  return {
    load: async () => {
      const loaded = await backend.load();
      entries.start(loaded.state);
      return loaded;
    },
    save: async (state) => {
      await backend.save(state);
      entries.start(state);
    },
    append: (id, entry) => backend.append?.(id, entry) ?? entries.append(id, entry),
    lock: (runId, nowMs) => backend.lock?.(runId, nowMs) ?? acquireRunLock(stateDir, runId, nowMs),
    lockHolder: async () =>
      backend.lock === undefined
        ? currentLockHolder(stateDir)
        : ((await backend.lockHolder?.()) ?? null),
    lockPart: (part, runId, nowMs) =>
      backend.lockPart?.(part, runId, nowMs) ?? acquirePartLock(stateDir, part, runId, nowMs),
    livingParts: async () =>
      backend.lockPart === undefined
        ? livingParts(stateDir)
        : ((await backend.livingParts?.()) ?? []),
    close: async () => backend.close?.(),
  };
}

/** Appends to a backend that can only save. */
class EntryByEntry {
  readonly #backend: StateBackend;
  #state: Map<NodeId, NodeState> | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(backend: StateBackend) {
    this.#backend = backend;
  }

  start(state: ExecutionState): void {
    this.#state = new Map(state);
  }

  /** One after the other: an older state must not overtake a newer one. */
  append(id: NodeId, entry: NodeState): Promise<void> {
    const saved = this.#last.then(async () => {
      this.#state ??= new Map((await this.#backend.load()).state);
      this.#state.set(id, entry);
      await this.#backend.save(this.#state);
    });
    this.#last = saved.catch(() => undefined);
    return saved;
  }
}
