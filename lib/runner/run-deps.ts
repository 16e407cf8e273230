import type { LogLevel, RunEventBody } from '../events/run-event';
import type { NodeId } from '../graph/node-id';
import type { ExecutionFailure, ExecutionOutput } from '../kinds/kind';
import type { ManifestNode } from '../manifest/manifest';
import type { DataFileFacts, Fingerprint, NodeState } from '../state/execution-state';
import type { Result } from '../util/result';

/** What identifies the inputs of an execution, taken before it starts. */
export interface InputIdentity {
  readonly fingerprint: Fingerprint;
  readonly dataFiles: readonly DataFileFacts[];
}

/** Everything from outside that a run touches. */
export interface RunDeps {
  /** Executes one attempt of a node. */
  readonly execute: (
    node: ManifestNode,
    io: {
      readonly signal: AbortSignal;
      readonly log: (level: LogLevel, message: string) => void;
      readonly progress: (progress: { percent: number | null; rows: number | null }) => void;
    },
  ) => Promise<Result<ExecutionOutput, ExecutionFailure>>;
  /** The identity of what the node is about to read. */
  readonly identify: (
    node: ManifestNode,
    stateOf: (id: NodeId) => NodeState | undefined,
  ) => Promise<InputIdentity>;
  /** Keeps the result of a node durably; called before anybody hears of it. */
  readonly remember: (id: NodeId, entry: NodeState) => Promise<void>;
  readonly emit: (event: RunEventBody) => void;
  /** The output file relative to the project, and its size. */
  readonly describeOutput: (path: string) => Promise<{ path: string; bytes: number | null }>;
  readonly now: () => number;
}

export interface RunOptions {
  readonly runId: string;
  /** Nodes that may run at the same time, at least 1. */
  readonly parallel: number;
  /** Further attempts for a node that failed. */
  readonly retry: number;
  /** Without it nothing new starts after a failure; with it, all that does not depend on the failure. */
  readonly continueOnError: boolean;
  /** Asked to stop: running nodes finish, no other starts. */
  readonly stop: AbortSignal;
  /** Asked again: queries that run are interrupted. */
  readonly abort: AbortSignal;
}
