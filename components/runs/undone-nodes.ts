import type { RunView } from '@/lib/events/run-view';
import type { NodeId } from '@/lib/graph/node-id';

/** What a run that is over was to run and did not bring to its end: what a retry would run. In topological order. */
export function undoneNodes(view: RunView): readonly NodeId[] {
  return [...view.nodes.values()].flatMap(({ id, decision, status }) =>
    decision === 'run' && status !== 'success' && status !== 'cached' ? [id] : [],
  );
}
