'use client';

import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useStored } from '../ui/use-stored';

const least = 320;
const most = 900;
const usual = 440;

/** How wide the panel is, in pixels: dragged by its edge or moved by arrow keys, and remembered. */
export function usePanelWidth() {
  const [stored, setStored] = useStored('seeknal-panel-width', String(usual));
  const [dragged, setDragged] = useState<number | null>(null);
  const kept = Number(stored);
  const width = dragged ?? clamp(Number.isFinite(kept) && kept > 0 ? kept : usual);
  const separator = {
    role: 'separator',
    'aria-orientation': 'vertical',
    'aria-label': 'Width of the panel',
    'aria-valuenow': Math.round(width),
    'aria-valuemin': least,
    'aria-valuemax': most,
    tabIndex: 0,
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragged(width);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (dragged !== null) setDragged(clamp(window.innerWidth - event.clientX));
    },
    onPointerUp: () => {
      if (dragged !== null) setStored(String(Math.round(dragged)));
      setDragged(null);
    },
    onKeyDown: (event: KeyboardEvent) => {
      const step = { ArrowLeft: 24, ArrowRight: -24 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      setStored(String(clamp(width + step)));
    },
  } as const;
  return { width, separator };
}

function clamp(width: number): number {
  return Math.max(least, Math.min(most, width));
}
