'use client';

import { useSyncExternalStore } from 'react';
import { toast } from 'sonner';

const key = 'seeknal-tell-when-runs-end';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** Not in every browser, and only on https and localhost. */
function isPossible(): boolean {
  return 'Notification' in window && Notification.permission !== 'denied';
}

/** Whether a person wants to be told, and has let the browser do it. */
export function wantsNotifications(): boolean {
  return (
    isPossible() && Notification.permission === 'granted' && localStorage.getItem(key) === 'on'
  );
}

async function toggle(): Promise<void> {
  const isOn = wantsNotifications();
  if (!isOn && (await Notification.requestPermission()) !== 'granted') {
    toast.error('The browser does not let this page notify you.', {
      description: 'Its settings for this site decide that.',
    });
    return;
  }
  localStorage.setItem(key, isOn ? 'off' : 'on');
  for (const listener of listeners) listener();
}

/** Whether the browser tells a person who looks elsewhere that a run has ended. Off until asked for. */
export function useNotifications() {
  const isOn = useSyncExternalStore(subscribe, wantsNotifications, () => false);
  const canBe = useSyncExternalStore(subscribe, isPossible, () => false);
  return { isOn, isPossible: canBe, toggle: () => void toggle() };
}
