'use client';

import { useEffect, useEffectEvent } from 'react';

/** What each key does. Named as in KeyboardEvent.key. */
export type Hotkeys = Readonly<Record<string, () => void>>;

/** Whether the keys belong to something on the screen now: a field, or a dialog or a menu that is open. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role="dialog"], [role="menu"]') !== null) return true;
  return target.isContentEditable || target.matches('input, textarea, select');
}

/** Listens to keys on the whole page, but not while somebody types and not with Ctrl, Alt or Meta held. */
export function useHotkeys(keys: Hotkeys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTaken(event.target)) return;
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
