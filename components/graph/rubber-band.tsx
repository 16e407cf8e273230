'use client';

import { useReactFlow } from '@xyflow/react';
import { useRef, useState, type PointerEvent, type ReactNode } from 'react';
import type { Box } from '@/lib/layout/geometry';

/** Pixels of the screen; less is a click. */
const leastDrag = 5;

interface Band {
  readonly startX: number;
  readonly startY: number;
  readonly x: number;
  readonly y: number;
  /** Of the canvas on the screen. */
  readonly left: number;
  readonly top: number;
}

/** Shift and drag draws a box; what it touches is given in the graph's pixels. */
export function RubberBand({
  onBand,
  children,
}: {
  readonly onBand: (box: Box) => void;
  readonly children: ReactNode;
}) {
  const flow = useReactFlow();
  const [band, setBand] = useState<Band | null>(null);
  const hasDragged = useRef(false);

  const start = (event: PointerEvent): void => {
    hasDragged.current = false;
    const isOnGraph =
      event.target instanceof Element && event.target.closest('.react-flow__renderer') !== null;
    if (!event.shiftKey || event.button !== 0 || !isOnGraph) return;
    event.stopPropagation();
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const { clientX, clientY } = event;
    setBand({ startX: clientX, startY: clientY, x: clientX, y: clientY, left, top });
  };
  const end = (): void => {
    if (band === null) return;
    setBand(null);
    if (!isDrag(band)) return;
    hasDragged.current = true;
    const from = flow.screenToFlowPosition({
      x: Math.min(band.startX, band.x),
      y: Math.min(band.startY, band.y),
    });
    const to = flow.screenToFlowPosition({
      x: Math.max(band.startX, band.x),
      y: Math.max(band.startY, band.y),
    });
    onBand({ ...from, width: to.x - from.x, height: to.y - from.y });
  };
  return (
    <div
      className="relative h-full"
      onPointerDownCapture={start}
      // React Flow pans with the mouse, which it must not while a box is drawn.
      onMouseDownCapture={(event) => {
        if (band !== null) event.stopPropagation();
      }}
      onPointerMoveCapture={(event) => {
        if (band === null) return;
        setBand({ ...band, x: event.clientX, y: event.clientY });
        if (isDrag(band) && !event.currentTarget.hasPointerCapture(event.pointerId)) {
          event.currentTarget.setPointerCapture(event.pointerId);
        }
      }}
      onPointerUpCapture={end}
      onPointerCancel={() => setBand(null)}
      // The click at the end of a drag is none.
      onClickCapture={(event) => {
        if (hasDragged.current) event.stopPropagation();
        hasDragged.current = false;
      }}
    >
      {children}
      {band !== null && isDrag(band) && (
        <span
          aria-hidden
          className="pointer-events-none absolute z-10 rounded border border-focus bg-focus/10"
          style={{
            left: Math.min(band.startX, band.x) - band.left,
            top: Math.min(band.startY, band.y) - band.top,
            width: Math.abs(band.x - band.startX),
            height: Math.abs(band.y - band.startY),
          }}
        />
      )}
    </div>
  );
}

function isDrag({ startX, startY, x, y }: Band): boolean {
  return Math.abs(x - startX) + Math.abs(y - startY) >= leastDrag;
}
