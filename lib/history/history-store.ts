import type { NodeRunRecord, RunRecord } from './run-record';

export interface RunListRequest {
  readonly limit: number;
  /** The run after which the page starts; null for the newest. An unknown one gives an empty page. */
  readonly before: string | null;
  /** Also runs that had nothing to do. */
  readonly includeEmpty: boolean;
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

/**
 * What became of past runs. The event files are the truth: the store only remembers what was imported
 * from them, and importing the same events again changes nothing.
 */
export interface HistoryStore {
  /** Imports what is new in one event file. The run as it stands then; null when its file holds none. */
  importRun(runId: string): Promise<RunRecord | null>;
  /** Imports all event files that are new or grew; runs whose process has died are closed on the way. */
  importRuns(): Promise<ImportReport>;
  /** Newest first. */
  listRuns(request: RunListRequest): Promise<readonly RunRecord[]>;
  /** A run and its nodes in topological order, brought up to date first while it goes on. */
  getRun(
    runId: string,
  ): Promise<{ readonly record: RunRecord; readonly nodes: readonly NodeRunRecord[] } | null>;
  /** The last times that a node was executed, newest first; runs that took it from the cache are left out. */
  nodeHistory(nodeId: string, limit: number): Promise<readonly NodeRunRecord[]>;
  close(): Promise<void>;
}
