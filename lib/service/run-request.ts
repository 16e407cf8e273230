import { availableParallelism } from 'node:os';
import type { RunMode, RunRequestRecord } from '../events/run-event';

/** What a person asks to be run; the same from the command line and from the browser. */
export interface RunRequest {
  readonly mode: RunMode;
  /** Kinds; empty for all. */
  readonly types: readonly string[];
  /** Ids or short names; these and all their downstream. Empty: whatever changed. */
  readonly nodes: readonly string[];
  readonly excludeTags: readonly string[];
  readonly continueOnError: boolean;
  /** Further attempts for a node that failed. */
  readonly retry: number;
  /** Nodes that may run at the same time; null for the number of cores. */
  readonly parallel: number | null;
}

export const plainRun: RunRequest = {
  mode: 'incremental',
  types: [],
  nodes: [],
  excludeTags: [],
  continueOnError: false,
  retry: 0,
  parallel: null,
};

/** The request as events and history keep it. */
export function toRequestRecord(request: RunRequest): RunRequestRecord {
  return {
    mode: request.mode,
    types: request.types,
    nodes: request.nodes,
    exclude_tags: request.excludeTags,
    continue_on_error: request.continueOnError,
    retry: request.retry,
    parallel: request.parallel ?? availableParallelism(),
  };
}
