'use client';

import type { Virtualizer } from '@tanstack/react-virtual';
import { useRef, useState, type KeyboardEvent } from 'react';

interface RovingRows {
  /** The one row that the Tab key reaches. */
  readonly tabStop: string | null;
  /** For every row: moves the focus there once it is drawn. */
  readonly rowRef: (key: string) => (element: HTMLElement | null) => void;
  readonly moveTo: (key: string) => void;
  readonly onFocus: (key: string) => void;
  /** Up, down, Home, End and pages; true when the key was one of them. */
  readonly onMoveKey: (event: KeyboardEvent) => boolean;
}

/** Lets arrow keys walk through a virtualised list, of which the whole is one stop of the Tab key. */
export function useRovingRows<Scroller extends Element>(
  keys: readonly string[],
  rows: Virtualizer<Scroller, Element>,
): RovingRows {
  const [focused, setFocused] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const tabStop = focused !== null && keys.includes(focused) ? focused : (keys[0] ?? null);
  const moveTo = (key: string): void => {
    const index = keys.indexOf(key);
    if (index < 0) return;
    wanted.current = key;
    setFocused(key);
    rows.scrollToIndex(index);
  };
  const step: Record<string, (at: number) => number> = {
    ArrowDown: (at) => at + 1,
    ArrowUp: (at) => at - 1,
    PageDown: (at) => at + 10,
    PageUp: (at) => at - 10,
    Home: () => 0,
    End: () => keys.length - 1,
  };
  return {
    tabStop,
    rowRef: (key) => (element) => {
      if (element === null || wanted.current !== key) return;
      wanted.current = null;
      element.focus({ preventScroll: true });
    },
    moveTo,
    onFocus: setFocused,
    onMoveKey: (event) => {
      const move = step[event.key];
      if (move === undefined || tabStop === null) return false;
      event.preventDefault();
      const index = Math.max(0, Math.min(keys.length - 1, move(keys.indexOf(tabStop))));
      const key = keys[index];
      if (key !== undefined) moveTo(key);
      return true;
    },
  };
}
