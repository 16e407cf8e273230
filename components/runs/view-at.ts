import type { RunEvent } from '@/lib/events/run-event';
import { applyEvents, emptyRunView, type RunView } from '@/lib/events/run-view';

/** A run as it stood at a moment: its events up to then. They are in the order of time. */
export function viewAt(events: readonly RunEvent[], atMs: number): RunView {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.at_ms ?? Infinity) <= atMs) low = middle + 1;
    else high = middle;
  }
  return applyEvents(emptyRunView, events.slice(0, low));
}
