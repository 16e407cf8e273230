'use client';

import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';

/** Between dots, in the graph's pixels. */
const gap = 22;
/** Below this they would run together to a grey ground. */
const leastZoom = 0.35;

/** The ground of the canvas. Moving it is work for the compositor alone: nothing is rendered or painted. */
export function Dots() {
  const store = useStoreApi();
  const ground = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let zoomed = NaN;
    const follow = (): void => {
      const { style } = ground.current ?? {};
      if (style === undefined) return;
      const [x, y, zoom] = store.getState().transform;
      const cell = gap * zoom;
      if (zoom !== zoomed) {
        zoomed = zoom;
        style.display = zoom < leastZoom ? 'none' : 'block';
        style.inset = `${-cell}px`;
        style.backgroundSize = `${cell}px ${cell}px`;
        style.setProperty('--dot-size', `${0.7 * zoom}px`);
      }
      style.transform = `translate(${x % cell}px, ${y % cell}px)`;
    };
    follow();
    return store.subscribe(follow);
  }, [store]);
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0 -z-10 overflow-hidden">
      <div
        ref={ground}
        className="absolute bg-[radial-gradient(circle,var(--dot)_calc(var(--dot-size)-0.25px),transparent_calc(var(--dot-size)+0.25px))] will-change-transform"
      />
    </div>
  );
}
