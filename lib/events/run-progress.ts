import type { RunView } from './run-view';

/** How far a run is, counted in the nodes that its plan wants to run; what is cached or left out doesn't count. */
export interface RunProgress {
  /** Finished in one way or another. */
  readonly done: number;
  readonly planned: number;
}

export function progressOf(view: RunView): RunProgress {
  let done = 0;
  let planned = 0;
  for (const { decision, status } of view.nodes.values()) {
    if (decision !== 'run') continue;
    planned += 1;
    if (status !== 'pending' && status !== 'running') done += 1;
  }
  return { done, planned };
}
