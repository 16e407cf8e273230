import type { Estimate } from '../../events/estimate-remaining';
import type { NodeId } from '../../graph/node-id';
import type { RunRequest } from '../requests/run-request';

/** What a run would do, for review before anything runs. */
export interface PlanReview {
  /** Names the plan in addresses: the same project, state and wish make the same plan. */
  readonly id: string;
  /** What was asked for. */
  readonly request: RunRequest;
  /** In topological order. */
  readonly entries: readonly PlanReviewEntry[];
  /** Seconds that the run will take, give or take; null when too little is known of its nodes. */
  readonly estimate: Estimate | null;
  /** How many nodes that run have no past to tell by. */
  readonly unknownCount: number;
  /** The nodes that take longest one after the other, first to last; empty when too little is known. */
  readonly criticalPath: readonly NodeId[];
  /** Sentences that a person should read before the run. */
  readonly warnings: readonly string[];
  /** Why nothing runs; null when something does. */
  readonly nothingToRun: string | null;
  /** The same thing on the command line. */
  readonly command: string;
}

export interface PlanReviewEntry {
  readonly nodeId: NodeId;
  readonly tags: readonly string[];
  readonly decision: 'run' | 'cached' | 'skip';
  readonly reason: string;
  /** From its direct upstream to the node that runs for a reason of its own; empty for such a node. */
  readonly causes: readonly NodeId[];
  /** Seconds, by its last executions; null when it has none, or doesn't run. */
  readonly expected: number | null;
}
