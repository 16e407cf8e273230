import type { NodeId } from '../graph/node-id';
import type { JsonObject } from '../util/json';
import type { NodeStatus } from './run-event';

/** What became of one node. */
export interface NodeResult {
  readonly nodeId: NodeId;
  readonly status: NodeStatus;
  /** Seconds. */
  readonly duration: number;
  readonly rowCount: number | null;
  readonly errorMessage: string | null;
  readonly metadata: JsonObject;
}

/** The numbers of a run, as the DAG runner's document defines them. */
export interface ExecutionSummary {
  /** Nodes in the DAG. */
  readonly totalNodes: number;
  /** Nodes that this run set out to execute: the edited ones and what depends on them, or the selection. */
  readonly changedNodes: number;
  readonly cachedNodes: number;
  readonly successfulNodes: number;
  readonly failedNodes: number;
  readonly skippedNodes: number;
  /** Seconds. */
  readonly totalDuration: number;
  /** In topological order of the DAG. */
  readonly results: readonly NodeResult[];
}

export interface NodeResultJson {
  readonly node_id: string;
  readonly status: NodeStatus;
  readonly duration: number;
  readonly row_count: number | null;
  readonly error_message: string | null;
  readonly metadata: JsonObject;
}

export interface ExecutionSummaryJson {
  readonly total_nodes: number;
  readonly changed_nodes: number;
  readonly cached_nodes: number;
  readonly successful_nodes: number;
  readonly failed_nodes: number;
  readonly skipped_nodes: number;
  readonly total_duration: number;
  readonly results: readonly NodeResultJson[];
}

/** The numbers alone, as the last event of a run has them. */
export function summaryCounts(summary: ExecutionSummary): Omit<ExecutionSummaryJson, 'results'> {
  return {
    total_nodes: summary.totalNodes,
    changed_nodes: summary.changedNodes,
    cached_nodes: summary.cachedNodes,
    successful_nodes: summary.successfulNodes,
    failed_nodes: summary.failedNodes,
    skipped_nodes: summary.skippedNodes,
    total_duration: summary.totalDuration,
  };
}

/** The form that files and `--json` show. */
export function summaryToJson(summary: ExecutionSummary): ExecutionSummaryJson {
  return {
    ...summaryCounts(summary),
    results: summary.results.map((result) => ({
      node_id: result.nodeId,
      status: result.status,
      duration: result.duration,
      row_count: result.rowCount,
      error_message: result.errorMessage,
      metadata: result.metadata,
    })),
  };
}
