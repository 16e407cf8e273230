'use client';

import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** A text that this browser remembers under a key; on the server, and before anything was kept, `usual`. */
export function useStored(key: string, usual: string): readonly [string, (text: string) => void] {
  const text = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(key) ?? usual,
    () => usual,
  );
  const store = (next: string): void => {
    localStorage.setItem(key, next);
    for (const listener of listeners) listener();
  };
  return [text, store];
}
