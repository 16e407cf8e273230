'use client';

import { formatClock, formatMoment } from './format-time';
import { useNow } from './use-now';

/** A moment of a day as `15:04:05` in the reader's zone; the whole of it on hover and for screen readers. */
export function Moment({ atMs }: { readonly atMs: number }) {
  // The zone is known in the browser only; until then it shows what the server knows.
  const isInBrowser = useNow(null) !== null;
  const iso = new Date(atMs).toISOString();
  return (
    <time dateTime={iso} title={isInBrowser ? formatMoment(atMs) : iso}>
      {isInBrowser ? formatClock(atMs) : iso.slice(11, 19)}
    </time>
  );
}
