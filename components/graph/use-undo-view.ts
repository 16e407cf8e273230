'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect, useEffectEvent, useRef } from 'react';

interface Step {
  readonly address: string;
  readonly atMs: number;
}

/** How many steps can be taken back. */
const most = 100;
/** What is typed in one go is one step. */
const pauseMs = 600;

export interface UndoView {
  readonly undo: () => void;
  readonly redo: () => void;
}

/**
 * Ctrl-Z or Cmd-Z takes back the last change of what is shown: selection, search, filters, groups, views; with Shift it
 * comes again. All of that is in the address, so the steps are addresses.
 */
export function useUndoView(): UndoView {
  const address = useSearchParams().toString();
  const steps = useRef<Step[]>([]);
  const undone = useRef<Step[]>([]);
  const goTo = (step: Step): void => {
    const query = step.address === '' ? '' : `?${step.address}`;
    // Pushed, as the parts of the page that read the address do not see when it is replaced by others than themselves.
    window.history.pushState(null, '', window.location.pathname + query);
  };
  /** A new address is the newest step; nothing can be brought back after it. */
  const record = (reached: string): void => {
    const list = steps.current;
    const last = list.at(-1);
    if (last?.address === reached) return;
    const now = Date.now();
    const isTyping =
      list.length > 1 &&
      last !== undefined &&
      now - last.atMs < pauseMs &&
      withoutSearch(last.address) === withoutSearch(reached);
    undone.current = [];
    if (isTyping) list.pop();
    list.push({ address: reached, atMs: now });
    if (list.length > most) list.shift();
  };
  /** React hears of an address a moment after the browser has it, and a key may come in between. */
  const recordNow = (): void => record(new URLSearchParams(window.location.search).toString());
  const undo = (): void => {
    recordNow();
    const now = steps.current.at(-1);
    const before = steps.current.at(-2);
    if (now === undefined || before === undefined) return;
    steps.current.pop();
    undone.current.push(now);
    goTo(before);
  };
  const redo = (): void => {
    recordNow();
    const step = undone.current.pop();
    if (step === undefined) return;
    steps.current.push(step);
    goTo(step);
  };
  const onUndo = useEffectEvent((again: boolean) => (again ? redo() : undo()));
  const onAddress = useEffectEvent(record);
  useEffect(() => onAddress(address), [address]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const key = event.key.toLowerCase();
      if ((key !== 'z' && key !== 'y') || !(event.ctrlKey || event.metaKey)) return;
      const { target } = event;
      if (target instanceof HTMLElement && target.matches('input, textarea, select')) return;
      event.preventDefault();
      onUndo(key === 'y' || event.shiftKey);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return { undo, redo };
}

/** What is shown apart from what is being typed into the search box. */
function withoutSearch(address: string): string {
  const query = new URLSearchParams(address);
  query.delete('select');
  return query.toString();
}
