import type { NodeStatus, RunMode, RunOutcome, RunTrigger } from '../events/run-event';
import type { NodeReport } from './node-report';
import type { NodeRunRecord, RunRecord } from './run-record';

/** Which runs a list wants; whatever is left out or empty asks for nothing. */
export interface RunFilter {
  /** `running`: those that go on. */
  readonly outcomes?: readonly (RunOutcome | 'running')[] | undefined;
  readonly modes?: readonly RunMode[] | undefined;
  readonly triggers?: readonly RunTrigger[] | undefined;
  /** Runs that executed this node. */
  readonly nodeId?: string | null | undefined;
  /** Started at this moment or later. Unix milliseconds. */
  readonly fromMs?: number | null | undefined;
  /** Started before this moment. */
  readonly toMs?: number | null | undefined;
  /** Part of the run's id, its flags, the person's name or the commit; small and large letters are the same. */
  readonly text?: string | null | undefined;
}

/** What lists of runs can be sorted by; of equal ones the later id comes first. */
export type RunSort = 'started' | 'duration' | 'failed';

export interface RunListRequest {
  readonly limit: number;
  /** The run after which the page starts; null for the first page. An unknown one gives an empty page. */
  readonly before: string | null;
  /** Also runs that had nothing to do. */
  readonly includeEmpty: boolean;
  readonly filter?: RunFilter;
  /** Default: started. */
  readonly sort?: RunSort;
  /** Smallest or oldest first. */
  readonly ascending?: boolean;
}

/** What an import of all event files came to. */
export interface ImportReport {
  /** How many runs were new or had grown. */
  readonly imported: number;
  /** Runs that go on: their process lives, or runs on another machine. */
  readonly unfinished: readonly string[];
  /** Files that hold no run, with the reason in words. */
  readonly passedOver: readonly { readonly file: string; readonly reason: string }[];
}

/** How many runs a filter matches, in all and by how they ended. */
export interface RunTotals {
  readonly total: number;
  readonly byOutcome: Readonly<Partial<Record<RunOutcome | 'running', number>>>;
}

/** One square of the grid of runs and nodes. */
export interface GridCell {
  readonly runId: string;
  readonly nodeId: string;
  readonly status: NodeStatus;
  /** What the plan wanted: tells nodes that were not asked for from those that were not reached. */
  readonly decision: 'run' | 'cached' | 'skip';
  /** Seconds. */
  readonly duration: number;
  readonly errorCode: string | null;
}

/** How often a node ended how, over all its executions. */
export type NodeTotals = Readonly<Partial<Record<NodeStatus, number>>>;

/** One execution of a node with the run that it belongs to. */
export interface NodeRunOfRun extends NodeRunRecord {
  readonly runStartedAtMs: number;
  readonly manifestHash: string;
}

/**
 * What became of past runs. The event files are the truth: the store only remembers what was imported
 * from them, and importing the same events again changes nothing.
 */
export interface HistoryStore {
  /** Imports what is new in one event file. The run as it stands then; null when its file holds none. */
  importRun(runId: string): Promise<RunRecord | null>;
  /**
   * Imports all event files that are new or grew; runs whose process has died are closed on the way, and
   * runs whose file is gone are forgotten.
   */
  importRuns(): Promise<ImportReport>;
  /** A page of runs, newest first unless the request says otherwise. */
  listRuns(request: RunListRequest): Promise<readonly RunRecord[]>;
  /** Counts over all runs that such a list would show. */
  countRuns(request: Pick<RunListRequest, 'includeEmpty' | 'filter'>): Promise<RunTotals>;
  /** A run and its nodes in topological order, brought up to date first while it goes on. */
  getRun(
    runId: string,
  ): Promise<{ readonly record: RunRecord; readonly nodes: readonly NodeRunRecord[] } | null>;
  /** A run as it was last imported, at once: its events tell what has happened since. */
  peekRun(runId: string): Promise<RunRecord | null>;
  /** What became of all nodes in these runs, the newest run first, each in its topological order. */
  grid(runIds: readonly string[]): Promise<readonly GridCell[]>;
  /** The last times that a node was executed, newest first; runs that took it from the cache are left out. */
  nodeHistory(nodeId: string, limit: number): Promise<readonly NodeRunOfRun[]>;
  nodeTotals(nodeId: string): Promise<NodeTotals>;
  /** Seconds that the last successful executions of each node took, newest first; of runs before a moment. */
  pastDurations(
    nodeIds: readonly string[],
    beforeMs: number,
  ): Promise<ReadonlyMap<string, readonly number[]>>;
  /** Forgets runs; their event files are not touched. */
  forgetRuns(runIds: readonly string[]): Promise<void>;
  /** The last executions of a node with what they told, newest first. */
  nodeReports(nodeId: string, limit: number): Promise<readonly NodeReport[]>;
  /** What rules and audits found in the last `runs` runs, newest first. */
  checkReports(runs: number): Promise<readonly NodeReport[]>;
  /** How many rows the last successful executions of each node left, newest first; of runs that began until then. */
  rowCounts(
    nodeIds: readonly string[],
    limit: number,
    untilMs?: number,
  ): Promise<ReadonlyMap<string, readonly number[]>>;
  close(): Promise<void>;
}
