import type { NodeId } from '../graph/node-id';
import type { RunView } from './run-view';

/**
 * What a run that is over was to run and did not bring to its end: what a retry runs. In topological order. A run
 * whose process died has left nodes pending or running.
 */
export function unfinishedNodes(run: RunView): NodeId[] {
  return [...run.nodes.values()].flatMap(({ id, decision, status }) =>
    decision === 'run' && status !== 'success' && status !== 'cached' ? [id] : [],
  );
}
