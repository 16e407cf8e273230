import type { RunView } from '@/lib/events/run-view';
import type { NodeId } from '@/lib/graph/node-id';
import type { NodeSnapshot } from '@/lib/service/project/project-snapshot';
import type { Item } from '../picture/build-picture';
import { rowLabel, type RowLabel } from './paint-scene';

/**
 * Rows that flow out of each node: in the run that is shown, beside what the project knew before it; else the last time.
 */
export function rowLabels(
  items: readonly Item[],
  nodes: ReadonlyMap<NodeId, NodeSnapshot>,
  view: RunView | null,
): ReadonlyMap<number, RowLabel> {
  const labels = new Map<number, RowLabel>();
  items.forEach((item, index) => {
    if (item.type !== 'node') return;
    const last = nodes.get(item.id)?.last;
    const now = view?.nodes.get(item.id);
    const isNew = now?.status === 'success' && now.rowCount !== null;
    const rows = isNew ? now.rowCount : (last?.rowCount ?? null);
    if (rows === null) return;
    const isSameRun = last?.runId === view?.started?.run_id;
    const before = isNew && !isSameRun ? (last?.rowCount ?? null) : null;
    labels.set(index, rowLabel(rows, before));
  });
  return labels;
}
