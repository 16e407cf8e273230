import type { RunView } from '@/lib/events/run-view';
import type { NodeId } from '@/lib/graph/node-id';
import type { NodeSnapshot } from '@/lib/service/project/project-snapshot';
import type { RowNotes } from '@/lib/service/history/row-flow';
import { countShortOf } from '../../ui/format-count';
import type { Picture } from '../picture/build-picture';

/** Written on the wires that leave a node: rows that it gave out. */
export interface RowLabel {
  readonly text: string;
  /** Unexpectedly few. */
  readonly isDrop: boolean;
}

interface RowSources {
  readonly nodes: ReadonlyMap<NodeId, NodeSnapshot>;
  /** The run that is shown; it comes before what the project knew. */
  readonly view: RunView | null;
  /** What past runs say of these rows; null while it is on its way. */
  readonly notes: RowNotes | null;
}

/** By item that others read: rows that flow out of it, in the run that is shown, else the last time. */
export function rowLabels(
  { items, wires }: Picture,
  sources: RowSources,
): ReadonlyMap<number, RowLabel> {
  const labels = new Map<number, RowLabel>();
  const isRead = new Set(wires.flatMap(({ from, ghost }) => (ghost ? [] : [from])));
  items.forEach((item, index) => {
    if (item.type !== 'node' || !isRead.has(index)) return;
    const label = labelOf(item.id, sources);
    if (label !== null) labels.set(index, label);
  });
  return labels;
}

function labelOf(id: NodeId, { nodes, view, notes }: RowSources): RowLabel | null {
  const last = nodes.get(id)?.last ?? null;
  const now = view?.nodes.get(id);
  const fresh = now?.status === 'success' ? now.rowCount : null;
  const rows = fresh ?? last?.rowCount ?? notes?.rows[id] ?? null;
  if (rows === null) return null;
  // While a run goes on, what is known of usual rows is of the time before it: so is the last result.
  const isNews = fresh !== null && last !== null && last.runId !== view?.started?.run_id;
  const isDrop = isNews ? isFarBelow(fresh, last.rowCount) : notes?.drops[id] !== undefined;
  return { text: countShortOf(rows, 'row'), isDrop };
}

/** Until the run is over: less than half of the time before. */
function isFarBelow(rows: number, before: number | null): boolean {
  return before !== null && rows < before * 0.5;
}
