import type { LogLevel, RunEventBody } from '../events/run-event';
import type { NodeId } from '../graph/node-id';
import type { ExecutionFailure, ExecutionOutput, ExecutionProgress } from '../kinds/kind';
import type { ManifestNode } from '../manifest/manifest';
import type { DataFileFacts, Fingerprint, NodeState } from '../state/execution-state';
import type { Result } from '../util/result';

/** What identifies the inputs of an execution, taken before it starts. */
export interface InputIdentity {
  readonly fingerprint: Fingerprint;
  readonly dataFiles: readonly DataFileFacts[];
  /** See {@link NodeState}. */
  readonly outsideFacts?: Readonly<Record<string, string>>;
}

/** Everything from outside that a run touches. */
export interface RunDeps {
  /** Executes one attempt of a node. */
  readonly execute: (
    node: ManifestNode,
    io: {
      readonly signal: AbortSignal;
      readonly log: (level: LogLevel, message: string) => void;
      readonly progress: (progress: ExecutionProgress) => void;
    },
  ) => Promise<Result<ExecutionOutput, ExecutionFailure>>;
  /** Makes the node's audits over the output that it left in its last run, and tells it as if it had run. */
  readonly audit: (
    node: ManifestNode,
    before: NodeState,
    io: Pick<Parameters<RunDeps['execute']>[1], 'signal' | 'log'>,
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
  /**
   * A digest of what the node's outputs say, equal for equal content; null when it has none or they can't
   * be read. Asked with `earlyCutoff` only.
   */
  readonly contentOf: (node: ManifestNode) => Promise<string | null>;
  /**
   * Waits until other processes are done with some of the nodes: what they remembered of each, or why it
   * never will be done. Empty when aborted. Asked only when there are nodes `elsewhere`.
   */
  readonly awaitElsewhere: (
    ids: ReadonlySet<NodeId>,
    signal: AbortSignal,
  ) => Promise<readonly ElsewhereResult[]>;
  readonly now: () => number;
}

/** What became of a node that another process runs. */
export interface ElsewhereResult {
  readonly id: NodeId;
  readonly result: Result<NodeState, string>;
}

export interface RunOptions {
  readonly runId: string;
  /** Nodes that may run at the same time, at least 1. */
  readonly parallel: number;
  /** Further attempts for a node that failed. */
  readonly retry: number;
  /** Without it nothing new starts after a failure; with it, all that does not depend on the failure. */
  readonly continueOnError: boolean;
  /** The first failure also cancels the nodes that run. Without effect when the run goes on after errors. */
  readonly failFast: boolean;
  /** A node whose outputs come out as they were does not make those run that only read it. */
  readonly earlyCutoff: boolean;
  /** How many slots each named pool has. */
  readonly pools: ReadonlyMap<string, number>;
  /** Nodes that other processes run meanwhile, on the same state; those that read them wait. */
  readonly elsewhere: ReadonlySet<NodeId>;
  /** Asked to stop: running nodes finish, no other starts. */
  readonly stop: AbortSignal;
  /** Asked again: queries that run are interrupted. */
  readonly abort: AbortSignal;
  /** Calls back when somebody asks for the end of one node that runs; the rest of the run goes on. */
  readonly onCancelNode?: (listener: (id: NodeId) => void) => void;
}
