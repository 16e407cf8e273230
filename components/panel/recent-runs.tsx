'use client';

import Link from 'next/link';
import type { NodeRunRecord } from '@/lib/history/run-record';
import { Ago } from '../ui/ago';
import { cn } from '../ui/cn';
import { formatCount } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import { runStates } from '../ui/run-states';
import { StateIcon } from '../ui/state-label';

/** The node's last executions: how long each took as a bar, newest first, with a link to its run. */
export function RecentRuns({ runs }: { readonly runs: readonly NodeRunRecord[] }) {
  if (runs.length === 0) {
    return <p className="text-ink-soft">It has not run yet. Its runs will be listed here.</p>;
  }
  const longest = Math.max(...runs.map((run) => run.duration), 0.001);
  return (
    <ul className="-mx-2">
      {runs.map((run) => {
        const look = runStates[run.status];
        return (
          <li key={run.runId}>
            <Link
              href={`/runs/${run.runId}`}
              className="grid grid-cols-[5.5rem_minmax(0,1fr)_4rem] items-center gap-x-3 rounded-md px-2 py-1.5 hover:bg-hover"
            >
              <span className="flex items-center gap-1.5">
                <StateIcon look={look} />
                {look.label}
              </span>
              <span aria-hidden className="h-1.5 rounded-full bg-hover">
                <span
                  className={cn('block h-full rounded-full bg-current opacity-80', look.tint)}
                  style={{ width: `${Math.max(2, (run.duration / longest) * 100)}%` }}
                />
              </span>
              <span className="text-right text-ink-soft tabular-nums">
                {run.status === 'success' || run.status === 'failed'
                  ? formatDuration(run.duration)
                  : ''}
              </span>
              <span className="col-span-3 truncate text-2xs text-ink-faint">
                {run.startedAtMs !== null && <Ago atMs={run.startedAtMs} />}
                {run.rowCount !== null && ` · ${formatCount(run.rowCount)} rows`}
                {run.reason !== '' && ` · ${run.reason}`}
              </span>
              {run.error !== null && (
                <span className="col-span-3 truncate text-2xs text-ink-soft">
                  {run.error.message}
                </span>
              )}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
