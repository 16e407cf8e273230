import type { NodeId } from '../graph/node-id';
import type { Result } from '../util/result';
import type { ExecutionState, NodeState } from './execution-state';
import type { PartHolder, PartOfRun } from './part-lock';
import type { LockHolder, RunLock } from './run-lock';

/** What was found, and what was wrong with it. */
export interface LoadedState {
  readonly state: ExecutionState;
  /** A sentence or two for each thing that was wrong: what it was, what is done about it. */
  readonly repairs: readonly string[];
  /**
   * Whether a save would put things in order: a run that did not end left its entries apart, or something
   * could not be read. The next run saves then before it starts anything.
   */
  readonly unsettled: boolean;
}

/**
 * Keeps the execution state between runs. One run saves at a time, the parts of a run append side by
 * side, and anybody may read meanwhile. Only `load` and `save` are needed: {@link completeBackend} says what the rest falls back to.
 */
export interface StateBackend {
  /** Never throws for what is wrong with the content, and changes nothing. */
  load(): Promise<LoadedState>;
  /** Keeps the whole state, replacing everything that was appended; all of it or nothing. */
  save(state: ExecutionState): Promise<void>;
  /** Keeps one entry durably, at a cost that does not grow with the DAG. */
  append?(id: NodeId, entry: NodeState): Promise<void>;
  /** Takes the right to change state and outputs; refused with the holder while its process lives. */
  lock?(runId: string, nowMs: number): Promise<Result<RunLock, LockHolder>>;
  /** The run that has the lock now, if its process lives. Needed with `lock`. */
  lockHolder?(): Promise<LockHolder | null>;
  /**
   * Takes the right to run one part of a run that is cut into several; refused while another job has the
   * same part, or parts of another cut run. A whole run is ruled out apart from this.
   */
  lockPart?(part: PartOfRun, runId: string, nowMs: number): Promise<Result<RunLock, LockHolder>>;
  /** The parts that run now: those whose process lives. Needed with `lockPart`. */
  livingParts?(): Promise<readonly PartHolder[]>;
  /** Gives back connections and files. */
  close?(): Promise<void>;
}

/** A backend with everything that a run asks of it. */
export type StateStore = Required<StateBackend>;
