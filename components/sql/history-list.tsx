'use client';

import { Ago } from '../ui/ago';
import { Button } from '../ui/button';
import { countOf } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import type { PastQuery } from './query-history';

/** The queries that were run in this browser, newest first; a click brings one back. */
export function HistoryList({
  past,
  onChoose,
  onClear,
}: {
  readonly past: readonly PastQuery[];
  readonly onChoose: (sql: string) => void;
  readonly onClear: () => void;
}) {
  if (past.length === 0) {
    return (
      <p className="p-3 text-ink-soft">
        Queries that you run are listed here. They stay in this browser.
      </p>
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ul aria-label="Past queries" className="min-h-0 flex-1 overflow-y-auto p-1">
        {past.map((query) => (
          <li key={query.sql}>
            <button
              type="button"
              title={query.sql}
              onClick={() => onChoose(query.sql)}
              className="w-full rounded-md px-2 py-1.5 text-left hover:bg-hover"
            >
              <code className="line-clamp-3 font-mono text-xs break-words whitespace-pre-wrap">
                {query.sql}
              </code>
              <span className="text-2xs text-ink-faint">
                <Ago atMs={query.atMs} /> ·{' '}
                {query.rows === null
                  ? 'failed'
                  : `${countOf(query.rows, 'row')} in ${formatDuration(query.duration)}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className="border-t border-line p-1.5">
        <Button look="ghost" className="h-7 w-full" onClick={onClear}>
          Forget all
        </Button>
      </div>
    </div>
  );
}
