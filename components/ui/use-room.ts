'use client';

import { useLayoutEffect, useState, type RefObject } from 'react';

/**
 * How wide an element is inside, in rem, in steps of a half so that not each pixel draws anew. Null until it
 * is measured: on the server, and before the browser paints for the first time.
 */
export function useRoom(of: RefObject<HTMLElement | null>): number | null {
  const [room, setRoom] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = of.current;
    if (element === null) return;
    const measure = (): void => {
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      setRoom(Math.floor((element.clientWidth / rem) * 2) / 2);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [of]);
  return room;
}
