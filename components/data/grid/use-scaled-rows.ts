'use client';

import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, type RefObject } from 'react';

/** Browsers cut elements that are higher; Firefox does from about 17 million pixels. */
const highest = 8_000_000;

interface ScaledRows {
  readonly rows: Virtualizer<HTMLDivElement, Element>;
  /** Height in pixels of the element that scrolls. */
  readonly height: number;
  /** Where a row that starts at this pixel of the whole list is drawn in it. */
  readonly placeOf: (start: number) => number;
  readonly scrollToRow: (row: number) => void;
}

/**
 * Of a list of any length the rows in sight. A list that is higher than browsers can draw is drawn smaller:
 * the bar then moves by several rows a pixel, and wheel and keys still move row by row.
 */
export function useScaledRows(
  scroller: RefObject<HTMLDivElement | null>,
  count: number,
  rowHeight: number,
  headerHeight: number,
): ScaledRows {
  const whole = count * rowHeight;
  const height = Math.min(whole, highest);
  /** Pixels of the whole list for one of the drawn one. */
  const scaleOf = useCallback(
    (element: HTMLElement): number => {
      const seen = element.clientHeight - headerHeight;
      return whole <= highest || height <= seen ? 1 : (whole - seen) / (height - seen);
    },
    [whole, height, headerHeight],
  );
  /** The place in the whole list, exactly; the bar of a scaled list knows it only roughly. */
  const exact = useRef(0);
  const tell = useRef<(offset: number) => void>(() => undefined);

  // eslint-disable-next-line react-hooks/incompatible-library -- the library's own limit; nothing here is memoized
  const rows = useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: headerHeight,
    observeElementOffset: (instance, onOffset) => {
      const element = instance.scrollElement;
      if (element === null) return undefined;
      tell.current = (offset) => onOffset(offset, true);
      const onScroll = (): void => {
        const scale = scaleOf(element);
        const rough = element.scrollTop * scale;
        // Our own move of the bar comes back rounded: the exact place stands.
        if (Math.abs(rough - exact.current) > scale * 1.5) exact.current = rough;
        onOffset(scale === 1 ? element.scrollTop : exact.current, true);
      };
      onScroll();
      element.addEventListener('scroll', onScroll, { passive: true });
      return () => element.removeEventListener('scroll', onScroll);
    },
  });

  const moveTo = useCallback(
    (element: HTMLElement, offset: number) => {
      const most = Math.max(0, whole - (element.clientHeight - headerHeight));
      exact.current = Math.min(most, Math.max(0, offset));
      element.scrollTop = exact.current / scaleOf(element);
      tell.current(exact.current);
    },
    [whole, headerHeight, scaleOf],
  );

  useEffect(() => {
    const element = scroller.current;
    if (element === null || whole <= highest) return;
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? rowHeight : 1;
      moveTo(element, exact.current + event.deltaY * unit);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scroller, whole, rowHeight, moveTo]);

  return {
    rows,
    height,
    placeOf: (start) => {
      const element = scroller.current;
      if (element === null || whole <= highest) return start;
      const offset = rows.scrollOffset ?? 0;
      return start - offset + offset / scaleOf(element);
    },
    scrollToRow: (row) => {
      const element = scroller.current;
      if (element === null) return;
      const seen = element.clientHeight - headerHeight;
      const offset = whole <= highest ? element.scrollTop : exact.current;
      if (row * rowHeight < offset) moveTo(element, row * rowHeight);
      else if ((row + 1) * rowHeight > offset + seen) {
        moveTo(element, (row + 1) * rowHeight - seen);
      }
    },
  };
}
