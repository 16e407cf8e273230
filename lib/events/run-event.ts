import type { NodeId } from '../graph/node-id';
import type { JsonObject } from '../util/json';

/** Where a node stands in a run. A cancelled node has failed, with the error code `cancelled`. */
export type NodeStatus = 'pending' | 'running' | 'success' | 'failed' | 'cached' | 'skipped';

/** How a run ended. `interrupted`: its process died without saying goodbye. */
export type RunOutcome = 'success' | 'failed' | 'cancelled' | 'interrupted';

export type RunMode = 'incremental' | 'full';

/** Who asked for the run: a terminal, the dashboard, or a program that uses the library. */
export type RunTrigger = 'cli' | 'dashboard' | 'api';

export type LogLevel = 'debug' | 'info' | 'warning' | 'error';

/** A position in a file of the project. Lines and columns start at 1; `file` is relative to the project. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Why a node failed, in words for its author. */
export interface NodeError {
  /** Stable, for programs: `input_missing`, `sql_error`, `rule_failed`, `cancelled`, `internal_error` ... */
  readonly code: string;
  readonly message: string;
  /** What to do next, when we know. */
  readonly hint?: string;
  readonly place?: FilePlace;
  /** The lines of that file around the place, as they were then; the first one's number, from 1. */
  readonly excerpt?: { readonly first_line: number; readonly lines: readonly string[] };
  /** Where in the node's SQL, counted from 1; said when the engine knew. */
  readonly sql_place?: { readonly line: number; readonly column: number };
}

/**
 * One line of the plan as the run starts: every node of the manifest has one. A node that is cached or
 * skipped by the plan is finished with that: it has no further event of its own.
 */
export interface PlannedNode {
  readonly node_id: NodeId;
  readonly kind: string;
  readonly tags: readonly string[];
  readonly decision: 'run' | 'cached' | 'skip';
  /** In words: `params.min_amount 5 → 10`, `upstream transform.clean_users changed`. */
  readonly reason: string;
}

/** What was asked of the run, as the flags of the CLI name it. */
export interface RunRequestRecord {
  readonly mode: RunMode;
  readonly types: readonly string[];
  readonly nodes: readonly string[];
  /** Files of older versions have neither this nor the two selectors. */
  readonly tags?: readonly string[];
  readonly exclude_tags: readonly string[];
  readonly select?: string | null;
  readonly exclude?: string | null;
  readonly continue_on_error: boolean;
  readonly retry: number;
  /** Nodes that may run at the same time. */
  readonly parallel: number;
  readonly fail_fast?: boolean;
  readonly early_cutoff?: boolean;
  /** Whether outputs went to their further targets; without it as the nodes say. */
  readonly materialize?: 'never' | 'always';
  /** `2/3`: the second of three jobs that share the plan. */
  readonly partition?: string;
  /** What was given for `{{ }}`; dates as they were given. */
  readonly date?: string;
  readonly start_date?: string;
  readonly end_date?: string;
  readonly params?: JsonObject;
}

/** Which process runs it, so that others can tell whether it is still alive. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** When the process started, in whatever unit the system gives; tells a reused pid apart. Null: unknown. */
  readonly started: string | null;
}

interface EventBase {
  readonly run_id: string;
  /** 1, 2, 3 ... without gaps within a run: a reader who has n asks for what comes after n. */
  readonly seq: number;
  /** Unix time in milliseconds. */
  readonly at_ms: number;
}

export interface RunStarted extends EventBase {
  readonly type: 'run_started';
  readonly project: string;
  readonly trigger: RunTrigger;
  /** The user name of the person at the machine. */
  readonly actor: string;
  readonly process: ProcessIdentity;
  readonly request: RunRequestRecord;
  /** SHA-256 of the manifest that is executed. */
  readonly manifest_hash: string;
  readonly git_commit: string | null;
  /** Every node of the manifest, in topological order. */
  readonly nodes: readonly PlannedNode[];
}

export interface NodeStarted extends EventBase {
  readonly type: 'node_started';
  readonly node_id: NodeId;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Place in the order of start, from 1; a retry keeps the index of its first try. */
  readonly index: number;
  /** How many nodes this run executes. */
  readonly total: number;
  /** Seconds that it waited for a slot with everything upstream done; 0 for a retry. Older files lack it. */
  readonly queued?: number;
}

export interface NodeProgress extends EventBase {
  readonly type: 'node_progress';
  readonly node_id: NodeId;
  /** 0 to 100; null when unknown. */
  readonly percent: number | null;
  /** Rows written or read so far; null when unknown. */
  readonly rows: number | null;
  /** The SQL that is being executed, where the engine has begun another statement. Secrets are covered. */
  readonly statement?: string;
}

/** The end of a node that the plan wanted to run; `skipped` when the run stopped before it or its upstream failed. */
export interface NodeFinished extends EventBase {
  readonly type: 'node_finished';
  readonly node_id: NodeId;
  readonly status: 'success' | 'failed' | 'cached' | 'skipped';
  /** Seconds over all attempts, waiting for a slot not included; 0 for cached and skipped nodes. */
  readonly duration: number;
  readonly attempts: number;
  readonly row_count: number | null;
  /** The output file relative to the project, when the node has one. */
  readonly output_path: string | null;
  readonly output_bytes: number | null;
  /** Combined fingerprint of what was built; null when nothing was. */
  readonly fingerprint: string | null;
  /** Why it was cached or skipped; null for nodes that ran. */
  readonly reason: string | null;
  readonly error: NodeError | null;
  readonly metadata: JsonObject;
}

export interface LogLine extends EventBase {
  readonly type: 'log';
  readonly level: LogLevel;
  /** Null: about the run as a whole. */
  readonly node_id: NodeId | null;
  readonly message: string;
}

export interface RunFinished extends EventBase {
  readonly type: 'run_finished';
  readonly outcome: RunOutcome;
  readonly total_nodes: number;
  readonly changed_nodes: number;
  readonly cached_nodes: number;
  readonly successful_nodes: number;
  readonly failed_nodes: number;
  readonly skipped_nodes: number;
  /** Seconds. */
  readonly total_duration: number;
}

/**
 * All that a run tells the world: terminal, history and browser read these and nothing else.
 * The fields are those of the event file (.seeknal/runs/<run_id>.ndjson, one event a line) and of
 * `seeknal run --json`.
 */
export type RunEvent =
  RunStarted | NodeStarted | NodeProgress | NodeFinished | LogLine | RunFinished;

/** An event before the run's log gives it its number and time. */
export type RunEventBody = RunEvent extends infer E
  ? E extends RunEvent
    ? Omit<E, keyof EventBase>
    : never
  : never;
