import type { RunEvent } from '@/lib/events/run-event';

export interface EventCollector {
  readonly add: (runId: string, events: readonly RunEvent[]) => void;
  /** Forgets what has not been handed on. */
  readonly stop: () => void;
}

/** Gathers events until the next frame, so that a thousand nodes that finish at once are one redraw. */
export function collectEvents(
  handOn: (runId: string, events: readonly RunEvent[]) => void,
  schedule: (flush: () => void) => () => void,
): EventCollector {
  let waiting = new Map<string, RunEvent[]>();
  let cancel: (() => void) | null = null;
  const flush = (): void => {
    cancel = null;
    const batch = waiting;
    waiting = new Map();
    for (const [runId, events] of batch) handOn(runId, events);
  };
  return {
    add: (runId, events) => {
      const list = waiting.get(runId);
      if (list === undefined) waiting.set(runId, [...events]);
      else list.push(...events);
      cancel ??= schedule(flush);
    },
    stop: () => {
      cancel?.();
      cancel = null;
      waiting.clear();
    },
  };
}

/** The next frame, or soon in a tab that is not drawn: it gets no frames, and its title must still be true. */
export function atNextFrame(flush: () => void): () => void {
  if (document.hidden) {
    const timer = setTimeout(flush, 250);
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(flush);
  return () => cancelAnimationFrame(frame);
}
