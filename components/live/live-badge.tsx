'use client';

import { cn } from '../ui/cn';
import { Hint } from '../ui/hint';
import type { LiveState } from './follow-stream';
import { Moment } from '../ui/moment';
import { useNow } from '../ui/use-now';
import { useConnection } from './live-provider';

const looks: Record<LiveState, { word: string; meaning: string; dot: string }> = {
  connecting: {
    word: 'Connecting',
    meaning: 'Opening the connection to the server',
    dot: 'bg-run-pending',
  },
  live: {
    word: 'Live',
    meaning: 'Connected: changes and runs appear at once',
    dot: 'bg-run-success',
  },
  reconnecting: {
    word: 'Reconnecting',
    meaning: 'The connection was lost. What you see may be old; it goes on by itself.',
    dot: 'bg-run-stopped animate-pulse',
  },
};

/** A connection that is back sooner than this was hardly lost. */
const staleMs = 4000;

/** Whether the page is up to date, and since when it is not. */
export function LiveBadge() {
  const { state, heardAtMs } = useConnection();
  const look = looks[state];
  const now = useNow(1000);
  const isStale =
    state !== 'live' && heardAtMs !== null && now !== null && now - heardAtMs > staleMs;
  return (
    <Hint text={look.meaning}>
      <span
        role="status"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- its tooltip must be reachable by keyboard
        tabIndex={0}
        // As wide for each of its usual words, or what is beside it would move when the page comes alive.
        className="inline-flex h-7 items-center justify-center gap-1.5 rounded-full sm:min-w-25 border border-line px-2.5 text-xs text-ink-soft"
      >
        <span aria-hidden className={cn('size-1.5 rounded-full', look.dot)} />
        <span className="max-sm:sr-only">
          {isStale ? (
            <>
              Stale since <Moment atMs={heardAtMs} />
            </>
          ) : (
            look.word
          )}
        </span>
      </span>
    </Hint>
  );
}
