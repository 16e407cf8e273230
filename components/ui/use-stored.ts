'use client';

import { useSyncExternalStore } from 'react';
import { Listeners } from './listeners';

/** The browser tells other tabs of what is stored, but not the one that has stored it. */
const inThisTab = new Listeners();

export function subscribeToStored(listener: () => void): () => void {
  const end = inThisTab.subscribe(listener);
  window.addEventListener('storage', listener);
  return () => {
    end();
    window.removeEventListener('storage', listener);
  };
}

export function storeText(key: string, text: string): void {
  localStorage.setItem(key, text);
  inThisTab.tell();
}

/** A text that this browser remembers under a key; on the server, and before anything was kept, `usual`. */
export function useStored(key: string, usual: string): readonly [string, (text: string) => void] {
  const text = useSyncExternalStore(
    subscribeToStored,
    () => localStorage.getItem(key) ?? usual,
    () => usual,
  );
  return [text, (next) => storeText(key, next)];
}
