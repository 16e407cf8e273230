'use client';

import { useSyncExternalStore } from 'react';
import { toast } from 'sonner';
import { storeText, subscribeToStored } from '../ui/use-stored';

const key = 'seeknal-tell-when-runs-end';

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
  storeText(key, isOn ? 'off' : 'on');
}

/** Whether the browser tells a person who looks elsewhere that a run has ended. Off until asked for. */
export function useNotifications() {
  const isOn = useSyncExternalStore(subscribeToStored, wantsNotifications, () => false);
  const canBe = useSyncExternalStore(subscribeToStored, isPossible, () => false);
  return { isOn, isPossible: canBe, toggle: () => void toggle() };
}
