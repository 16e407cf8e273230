import type { NodeError } from '../events/run-event';
import type { NodeId } from '../graph/node-id';

/** The four parts of a node's caching key and their sum, all SHA-256 in hex (runner reference, section 3). */
export interface Fingerprint {
  readonly content: string;
  readonly schema: string;
  readonly upstream: string;
  readonly config: string;
  /** Digest of the facts of the data files that the node reads from outside the DAG; null without any. */
  readonly data: string | null;
  readonly combined: string;
}

/** What is known of one data file, so that a `touch` alone rebuilds nothing. */
export interface DataFileFacts {
  /** As the node names it. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly contentHash: string;
}

/** What is remembered of a node's last execution. */
export interface NodeState {
  readonly status: 'success' | 'failed';
  /** Seconds. */
  readonly duration: number;
  readonly rowCount: number | null;
  /** Unix time in seconds at which it finished. */
  readonly lastRun: number;
  /** Null for entries of other tools, which don't have one: such nodes run once more. */
  readonly fingerprint: Fingerprint | null;
  readonly dataFiles: readonly DataFileFacts[];
  /** What else it was built from, by a name in words: the newest row of a table, settings of a profile. */
  readonly outsideFacts?: Readonly<Record<string, string>>;
  readonly runId: string | null;
  readonly outputPath: string | null;
  readonly outputBytes: number | null;
  readonly error: NodeError | null;
  /** Digest of the audits that its output has passed; without it none were made. */
  readonly auditsHash?: string | null;
}

/** By node id. */
export type ExecutionState = ReadonlyMap<NodeId, NodeState>;
