import type { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';
import { betweenIn, toggled, withPath } from '../graph/picture/selection-steps';
import type { NodeRow } from './node-row';

/** What the list and the tree need; both mean what the graph means by it. */
export interface ListProps {
  readonly rows: readonly NodeRow[];
  readonly graph: Graph;
  readonly icons: ReadonlyMap<string, string>;
  readonly selected: readonly NodeId[];
  readonly onSelect: (ids: readonly NodeId[]) => void;
  /** Why the rows that a node left deserve a look; for those where they do. */
  readonly drops: Readonly<Record<NodeId, string>>;
  /** The critical path of the plan that is shown. */
  readonly critical: ReadonlySet<NodeId>;
}

/** What a click or a key does to the selection: alone, added or taken out, or with the path to there. */
export function picked(
  { selected, graph }: Pick<ListProps, 'selected' | 'graph'>,
  id: NodeId,
  how: { readonly shiftKey: boolean; readonly ctrlKey: boolean; readonly metaKey: boolean },
): readonly NodeId[] {
  if (how.shiftKey) return withPath(betweenIn(graph), selected, id);
  return how.ctrlKey || how.metaKey ? toggled(selected, id) : [id];
}
