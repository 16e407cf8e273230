/**
 * Does something when the browser has nothing else to do, but not later than after `latestMs`. Returns what takes it back.
 */
export function whenIdle(act: () => void, latestMs: number): () => void {
  // Not in Safari.
  const { requestIdleCallback } = window as Partial<Window>;
  if (requestIdleCallback === undefined) {
    const timer = setTimeout(act, latestMs);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback.call(window, act, { timeout: latestMs });
  return () => cancelIdleCallback(handle);
}
