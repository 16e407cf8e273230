'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect, useEffectEvent, useRef } from 'react';

/** How many steps can be taken back. */
const most = 100;
/** What is typed in one go is one step. */
const pauseMs = 600;

/**
 * Ctrl-Z or Cmd-Z takes back the last change of what is shown: selection, search, filters, groups, views. All of that is
 * in the address, so the steps are addresses. Gives the way to take one back.
 */
export function useUndoView(): () => void {
  const address = useSearchParams().toString();
  const steps = useRef<{ readonly address: string; readonly atMs: number }[]>([]);
  const undo = (): void => {
    steps.current.pop();
    const before = steps.current.at(-1);
    if (before === undefined) {
      steps.current.push({ address, atMs: 0 });
      return;
    }
    const query = before.address === '' ? '' : `?${before.address}`;
    // Pushed, as the parts of the page that read the address do not see when it is replaced by others than themselves.
    window.history.pushState(null, '', window.location.pathname + query);
  };
  const onUndo = useEffectEvent(undo);
  useEffect(() => {
    const list = steps.current;
    const last = list.at(-1);
    if (last?.address === address) return;
    const now = Date.now();
    const isTyping =
      list.length > 1 &&
      last !== undefined &&
      now - last.atMs < pauseMs &&
      withoutSearch(last.address) === withoutSearch(address);
    if (isTyping) list.pop();
    list.push({ address, atMs: now });
    if (list.length > most) list.shift();
  }, [address]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'z' || event.shiftKey) return;
      if (!(event.ctrlKey || event.metaKey)) return;
      const { target } = event;
      if (target instanceof HTMLElement && target.matches('input, textarea, select')) return;
      event.preventDefault();
      onUndo();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return undo;
}

/** What is shown apart from what is being typed into the search box. */
function withoutSearch(address: string): string {
  const query = new URLSearchParams(address);
  query.delete('select');
  return query.toString();
}
