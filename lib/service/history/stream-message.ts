import type { RunEvent } from '../../events/run-event';
import type { RunRecord } from '../../history/run-record';
import type { NodeEdit } from '../comparing/what-changed';

/** What a page follows: the project's files, the list of runs, and the events of runs that go on. */
export type StreamMessage =
  /** Something under the project changed: ask for the snapshot anew. */
  | {
      readonly type: 'project_changed';
      readonly version: string;
      readonly files: readonly string[];
      /** What that did to nodes, the first of them one by one. */
      readonly edits: readonly NodeEdit[];
      readonly editCount: number;
    }
  /** A run appeared or its record changed. Sent for every active run at the start of a stream. */
  | { readonly type: 'run_changed'; readonly run: RunRecord }
  /** Runs that are no longer in the history. */
  | { readonly type: 'runs_removed'; readonly runIds: readonly string[] }
  /** The next events of a run, without gap or duplicate after what the client said it has. */
  | {
      readonly type: 'run_events';
      readonly runId: string;
      readonly events: readonly RunEvent[];
    }
  /** Sent at once when a stream opens and every ten seconds, so that a silent stream is told from a dead one. */
  | { readonly type: 'heartbeat'; readonly at_ms: number };

/** What the client has already: the last event number by run id. */
export type StreamCursor = Readonly<Record<string, number>>;
