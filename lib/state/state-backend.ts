import type { NodeId } from '../graph/node-id';
import type { ExecutionState, NodeState } from './execution-state';

/** What was found at the start, and what had to be repaired to read it. */
export interface LoadedState {
  readonly state: ExecutionState;
  /** One sentence a repair: what was wrong, where the broken file is kept, what happens next. */
  readonly repairs: readonly string[];
}

/** Keeps the execution state between runs. One run writes at a time; anybody may read. */
export interface StateBackend {
  load(): Promise<LoadedState>;
  /** Keeps one entry durably, at a cost that does not grow with the DAG. */
  append(id: NodeId, entry: NodeState): Promise<void>;
  /** Keeps the whole state, replacing everything that was appended. */
  save(state: ExecutionState): Promise<void>;
}
