import type { FieldChange } from '../diff/field-change';
import type { NodeId } from '../graph/node-id';

/** Why a node runs. */
export type RunReason =
  | { readonly code: 'full_refresh' }
  | { readonly code: 'never_built' }
  /** `fields`: what of its definition was edited since it was built. */
  | { readonly code: 'failed_last_run'; readonly fields: readonly FieldChange[] }
  /** The process of its last run died while it ran. */
  | { readonly code: 'interrupted' }
  /** Its definition differs; the fields are empty when what was last built is not known. */
  | { readonly code: 'changed'; readonly fields: readonly FieldChange[] }
  /** Files of the project that its code imports. */
  | { readonly code: 'code_changed'; readonly files: readonly string[] }
  | { readonly code: 'data_changed'; readonly files: readonly string[] }
  | { readonly code: 'output_missing'; readonly path: string }
  /** `upstream` is a direct upstream; `cause` the changed node at the end of the chain. */
  | {
      readonly code: 'upstream_changed';
      readonly upstream: NodeId;
      readonly cause: NodeId;
    }
  | { readonly code: 'depends_on_time' }
  /** Only its audits differ: they look at the output that is there, and nothing is built. */
  | { readonly code: 'audits_changed' }
  | { readonly code: 'selected'; readonly by: 'nodes' | 'select' }
  | { readonly code: 'downstream_of_selected'; readonly selected: NodeId }
  | { readonly code: 'tag_matched'; readonly tags: readonly string[] }
  | { readonly code: 'upstream_of_tagged'; readonly tagged: NodeId };

/** The filters that name the nodes that are wanted, as the command line calls them. */
export type SelectionFilter = 'nodes' | 'tags' | 'select';

/** Why a node is left out. */
export type SkipReason =
  | { readonly code: 'excluded_tag'; readonly tag: string }
  | { readonly code: 'not_of_type'; readonly types: readonly string[] }
  /** The filters that would have to take it in; it is enough that none of them does. */
  | { readonly code: 'not_selected'; readonly by: readonly SelectionFilter[] }
  | { readonly code: 'excluded' }
  /** Would run, but its definition file has errors. */
  | { readonly code: 'broken' }
  /** Another job of a partitioned run has it. */
  | { readonly code: 'other_part'; readonly part: number; readonly count: number };

export type Decision =
  | { readonly action: 'run'; readonly reason: RunReason }
  | { readonly action: 'cached' }
  | { readonly action: 'skip'; readonly reason: SkipReason };

export interface PlanEntry {
  readonly nodeId: NodeId;
  readonly kind: string;
  readonly tags: readonly string[];
  readonly decision: Decision;
}

/** What a run will do: one entry for each node of the manifest, in topological order. */
export interface Plan {
  readonly mode: 'incremental' | 'full';
  readonly entries: readonly PlanEntry[];
}
