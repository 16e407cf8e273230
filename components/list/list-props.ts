import type { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';
import type { NodeRow } from './node-row';

/** What the list and the tree need; both mean what the graph means by it. */
export interface ListProps {
  readonly rows: readonly NodeRow[];
  readonly graph: Graph;
  readonly icons: ReadonlyMap<string, string>;
  readonly selected: readonly NodeId[];
  readonly onSelect: (ids: readonly NodeId[]) => void;
}

/** The selection with a node added, or taken out when it was in it. */
export function toggled(selected: readonly NodeId[], id: NodeId): readonly NodeId[] {
  return selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id];
}
