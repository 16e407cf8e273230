import type { NodeError, NodeStatus, RunMode, RunOutcome, RunTrigger } from '../events/run-event';

/** A run as lists show it. Times are Unix milliseconds, durations seconds. */
export interface RunRecord {
  readonly runId: string;
  readonly trigger: RunTrigger;
  readonly actor: string;
  readonly mode: RunMode;
  /** Null while it is going on. */
  readonly outcome: RunOutcome | null;
  readonly startedAtMs: number;
  readonly finishedAtMs: number | null;
  readonly totalNodes: number;
  readonly changedNodes: number;
  readonly cachedNodes: number;
  readonly successfulNodes: number;
  readonly failedNodes: number;
  readonly skippedNodes: number;
  readonly totalDuration: number;
  readonly gitCommit: string | null;
  readonly manifestHash: string;
  /** The request in words, as flags of the CLI: `--full --types feature_group`; empty for a plain run. */
  readonly flags: string;
}

/** One node of a past run. */
export interface NodeRunRecord {
  readonly runId: string;
  readonly nodeId: string;
  readonly kind: string;
  /** What the plan wanted. */
  readonly decision: 'run' | 'cached' | 'skip';
  readonly status: NodeStatus;
  readonly reason: string;
  readonly attempts: number;
  readonly startedAtMs: number | null;
  readonly finishedAtMs: number | null;
  readonly duration: number;
  /** Seconds that it waited for a slot; null when it did not start, and for older runs. */
  readonly queued: number | null;
  readonly rowCount: number | null;
  readonly outputBytes: number | null;
  /** What was built from what; null when nothing was. */
  readonly fingerprint: string | null;
  readonly error: NodeError | null;
}
