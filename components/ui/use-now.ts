'use client';

import { useCallback, useSyncExternalStore } from 'react';

/**
 * The time in milliseconds, renewed every `everyMs` (null: not renewed). Null on the server and at hydration, where no
 * clock may be read: the two would differ.
 */
export function useNow(everyMs: number | null): number | null {
  const subscribe = useCallback(
    (onChange: () => void) => {
      if (everyMs === null) return () => undefined;
      const timer = setInterval(onChange, everyMs);
      return () => clearInterval(timer);
    },
    [everyMs],
  );
  const step = everyMs ?? 1000;
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / step) * step,
    () => null,
  );
}
