import type { NodeId } from '../node-id';
import type { NextWord, StatusWord } from './selector';

/** All that a selector can ask about a node. */
export interface SelectableNode {
  readonly id: NodeId;
  readonly name: string;
  readonly kind: string;
  readonly tags: readonly string[];
  readonly owner: string | null;
  /** The defining file relative to the project, with forward slashes; null when unknown. */
  readonly filePath: string | null;
  readonly change: NodeChange;
  /** How it fared last; null when it never took part in a run. */
  readonly status: StatusWord | null;
  /** What the next incremental run would do with it; null where its change or its status says so. */
  readonly next: NextWord | null;
}

/** How a node compares with what was last built. */
export type NodeChange =
  | { readonly type: 'new' }
  /** What of it differs; several parts when it isn't known which. */
  | { readonly type: 'modified'; readonly parts: ReadonlySet<'sql' | 'config' | 'data'> }
  /** Itself the same, but it failed, or what it reads was built again since. */
  | { readonly type: 'outdated' }
  | { readonly type: 'unchanged' }
  /** Built once, and no longer in the project. */
  | { readonly type: 'removed' };
