'use client';

import { formatAgo, formatMoment } from './format-time';
import { useNow } from './use-now';

/** How long ago something was; the exact moment on hover and for screen readers. */
export function Ago({ atMs, className }: { readonly atMs: number; readonly className?: string }) {
  const now = useNow(5000);
  const iso = new Date(atMs).toISOString();
  if (now === null) {
    return (
      <time dateTime={iso} className={className}>
        {iso.slice(0, 10)}
      </time>
    );
  }
  return (
    <time dateTime={iso} title={formatMoment(atMs)} className={className}>
      {formatAgo(atMs, now)}
    </time>
  );
}
