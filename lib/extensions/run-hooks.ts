import type { ExecutionSummary, NodeResult } from '../events/execution-summary';
import type { RunMode } from '../events/run-event';
import type { NodeId } from '../graph/node-id';

/** A run as it starts. */
export interface RunStart {
  readonly runId: string;
  readonly project: string;
  readonly mode: RunMode;
  /** All that it is going to execute, in topological order. */
  readonly nodes: readonly NodeId[];
}

/**
 * Functions that are called while a run goes on, in the order of what happens and one at a time. The run
 * waits for none of them, only before its end for those still at work. One that throws is reported in the
 * run's log and changes nothing else.
 */
export interface RunHooks {
  readonly onRunStart?: (run: RunStart) => unknown;
  /** Before the first attempt of a node. */
  readonly onNodeStart?: (nodeId: NodeId) => unknown;
  /** After the last attempt, and for each node that the run had to leave out after all. */
  readonly onNodeComplete?: (nodeId: NodeId, result: NodeResult) => unknown;
  readonly onRunComplete?: (summary: ExecutionSummary) => unknown;
}
