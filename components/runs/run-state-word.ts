import type { NodeView } from '@/lib/events/run-view';
import type { RunStateWord } from '../ui/run-states';

/**
 * The state of a node in a run as a person sees it. `ready`: everything that it reads has ended, so that it waits only
 * for a free slot. `over`: the run has ended.
 */
export function runStateWord(
  node: Pick<NodeView, 'status' | 'decision' | 'error'>,
  situation: { readonly ready: boolean; readonly over: boolean },
): RunStateWord {
  switch (node.status) {
    case 'pending':
      if (situation.over) return 'blocked';
      return situation.ready ? 'queued' : 'pending';
    case 'failed':
      return node.error?.code === 'cancelled' ? 'stopped' : 'failed';
    case 'skipped':
      return node.decision === 'run' ? 'blocked' : 'skipped';
    case 'running':
      // Its process died: nothing runs any more, whatever the last event said.
      return situation.over ? 'stopped' : 'running';
    case 'success':
    case 'cached':
      return node.status;
  }
}
