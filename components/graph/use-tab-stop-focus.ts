'use client';

import { useEffect, type RefObject } from 'react';

/** Arrow keys move the tab stop to a card that may not have been drawn before: it takes the focus with it. */
export function useTabStopFocus(ref: RefObject<HTMLElement | null>, isTabStop: boolean): void {
  useEffect(() => {
    const hadFocus = document.activeElement?.closest('[data-graph-card]') !== null;
    if (isTabStop && hadFocus) ref.current?.focus({ preventScroll: true });
  }, [ref, isTabStop]);
}
