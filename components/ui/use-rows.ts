'use client';

import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useRef, type RefObject } from 'react';

interface Rows<Scroller extends Element> {
  /** For the element that scrolls. */
  readonly scroller: RefObject<Scroller | null>;
  readonly rows: Virtualizer<Scroller, Element>;
}

/** Of a long list the rows that are in sight; all have the same height in pixels. */
export function useRows<Scroller extends Element>(count: number, height: number): Rows<Scroller> {
  const scroller = useRef<Scroller>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the library's own limit; nothing here is memoized
  const rows = useVirtualizer<Scroller, Element>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  });
  return { scroller, rows };
}
