'use client';

import { Unplug } from 'lucide-react';
import { useNow } from '../ui/use-now';
import { useConnection } from './live-provider';

/** A connection that is back sooner was hardly lost. */
const patienceMs = 5000;

/** Says that nobody answers, and what to do: across the page, as long as it lasts. */
export function LostBanner() {
  const { state, heardAtMs } = useConnection();
  const now = useNow(1000);
  const isLost =
    state !== 'live' && heardAtMs !== null && now !== null && now - heardAtMs > patienceMs;
  if (!isLost) return null;
  return (
    <p
      role="alert"
      className="flex shrink-0 items-center gap-2 border-b border-run-stopped/40 bg-run-stopped-soft px-4 py-1.5 text-sm"
    >
      <Unplug aria-hidden className="size-4 shrink-0 text-run-stopped" />
      <span>
        The Seeknal server does not answer. What you see may be old. See whether{' '}
        <code className="font-mono text-xs">seeknal ui</code> still runs in its terminal; the page
        goes on by itself when it is back.
      </span>
    </p>
  );
}
