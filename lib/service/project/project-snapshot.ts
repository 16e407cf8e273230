import type { ChangeClass } from '../../diff/classify-change';
import type { NodeStatus } from '../../events/run-event';
import type { NodeId } from '../../graph/node-id';
import type { NodeChange } from '../../graph/selectors/selectable-node';
import type { JsonObject, JsonValue } from '../../util/json';
import type { NodeError } from '../../events/run-event';
import type { NodeRunRecord } from '../../history/run-record';
import type { Diagnostic } from '../../project/diagnostic';

/**
 * What an incremental run would do with a node, and why, in one word. The graph has a colour, an icon and
 * a label for each.
 */
export type NodeFreshness =
  | 'new' // never built
  | 'changed' // its definition or its data file differs
  | 'stale' // something upstream of it changed
  | 'failed' // failed in the last run
  | 'missing' // its output is gone
  | 'always' // runs every time
  | 'cached' // up to date
  | 'broken' // its file has errors: drawn as it was last read
  | 'removed' // built once and gone from the project: drawn as a ghost
  // While a plan is reviewed, the first with 'cached':
  | 'planned' // will run
  | 'excluded' // left out
  // While it is compared with another manifest than that of the last run, these with 'removed':
  | 'added'
  | 'breaking' // takes away what others may read
  | 'compatible' // makes something else, and takes nothing away
  | 'metadata' // only its words differ
  | 'affected' // downstream of a change
  | 'same'
  // On the graph of a past run, which knows nothing of the next:
  | 'past';

/** One node as the graph, the list and the panel's head show it. */
export interface NodeSnapshot {
  readonly id: NodeId;
  readonly kind: string;
  readonly name: string;
  readonly description: string | null;
  readonly owner: string | null;
  readonly tags: readonly string[];
  readonly filePath: string | null;
  readonly freshness: NodeFreshness;
  /** The reason behind `freshness` in words; empty when cached. */
  readonly reason: string;
  readonly last: LastResult | null;
  /** How it compares with what was last built: what selectors ask for by `state:`. */
  readonly change: SnapshotChange;
  /** How it fared last: what selectors ask for by `status:`. */
  readonly status: NodeStatus | null;
  /** What the edit of its definition means to those who read it; null when it was not edited. */
  readonly changeClass: ChangeClass | null;
}

/** As {@link NodeChange}, in words that can be sent. */
export interface SnapshotChange {
  readonly type: NodeChange['type'];
  /** What of a modified node differs; empty for all others. */
  readonly parts: readonly ('sql' | 'config' | 'data')[];
}

/** From the execution state: the last time that the node was executed. */
export interface LastResult {
  readonly status: 'success' | 'failed';
  /** Seconds. */
  readonly duration: number;
  readonly rowCount: number | null;
  readonly finishedAtMs: number;
  readonly outputPath: string | null;
  readonly outputBytes: number | null;
  readonly runId: string | null;
  readonly error: NodeError | null;
}

export interface SnapshotEdge {
  readonly from: NodeId;
  readonly to: NodeId;
}

/** How a kind is drawn and named; the browser knows kinds only through this. */
export interface KindSnapshot {
  readonly kind: string;
  readonly label: string;
  /** Name of a lucide icon. */
  readonly icon: string;
  readonly summary: string;
}

/** The project as it is on disk now, with what the next incremental run would do. */
export interface ProjectSnapshot {
  readonly name: string;
  readonly directory: string;
  /** Changes whenever anything below does. */
  readonly version: string;
  readonly nodes: readonly NodeSnapshot[];
  readonly edges: readonly SnapshotEdge[];
  /** What was there when the project was last built and is gone: drawn, but never run. */
  readonly ghosts: {
    readonly nodes: readonly NodeSnapshot[];
    readonly edges: readonly SnapshotEdge[];
  };
  /** Built once and no longer in the project: what selectors ask for by `state:removed`. */
  readonly removed: readonly { readonly id: NodeId; readonly status: NodeStatus | null }[];
  readonly kinds: readonly KindSnapshot[];
  /** Errors first, in order of file and line. While there are errors nothing can be run. */
  readonly diagnostics: readonly Diagnostic[];
}

/** All of one node that the panel shows; asked for when it opens. */
export interface NodeDetail {
  readonly id: NodeId;
  readonly columns: readonly { readonly name: string; readonly text: string }[];
  /** The YAML file as it is on disk; null when it can't be read. */
  readonly yaml: string | null;
  /** The SQL of the node, if it has any. */
  readonly sql: string | null;
  /** The configuration without what has a place of its own, secrets masked. */
  readonly config: JsonObject;
  /** Field by field what differs from the base; empty when nothing does, or there is no base. */
  readonly changes: readonly {
    readonly path: string;
    readonly class: ChangeClass;
    readonly before: JsonValue | null;
    readonly after: JsonValue | null;
  }[];
  /** The definition in the base of the comparison; null when there is none, or it hasn't this node. */
  readonly base: {
    /** How people call it. */
    readonly label: string;
    readonly sql: string | null;
    readonly yaml: string;
  } | null;
  /** The definition now in the same form as that of the base, for reading side by side. */
  readonly definition: string;
  /** Why it runs, from its direct upstream back to the node that runs for a reason of its own. */
  readonly causes: readonly { readonly id: NodeId; readonly reason: string }[];
  /** Further places to which the output goes, in words. */
  readonly materializations: readonly string[];
  /** Newest first. */
  readonly recentRuns: readonly NodeRunRecord[];
}
