import Link from 'next/link';
import type { NodeRunRecord } from '@/lib/history/run-record';
import { cn } from '../ui/cn';
import { formatDuration } from '../ui/format-duration';
import { runStates } from '../ui/run-states';

/** How long the last executions took, oldest left: height for duration, colour and a mark below for the outcome. */
export function RunBars({ runs }: { readonly runs: readonly NodeRunRecord[] }) {
  const longest = Math.max(...runs.map((run) => run.duration), 0.001);
  return (
    <ol aria-label="Last runs, oldest first" className="flex h-12 items-end gap-1">
      {runs.toReversed().map((run) => {
        const look = runStates[run.status];
        const words = `${look.label} in ${formatDuration(run.duration)}`;
        return (
          <li key={run.runId} className="h-full max-w-5 min-w-1.5 flex-1">
            <Link
              href={`/runs/${run.runId}`}
              aria-label={`${words}, run ${run.runId}`}
              title={words}
              className={cn('flex h-full flex-col items-stretch justify-end rounded', look.tint)}
            >
              {run.status === 'failed' && (
                <span aria-hidden className="text-center text-2xs leading-3">
                  ×
                </span>
              )}
              <span
                aria-hidden
                className="rounded-sm bg-current opacity-75 hover:opacity-100"
                style={{ height: `${String(Math.max(6, (run.duration / longest) * 80))}%` }}
              />
            </Link>
          </li>
        );
      })}
    </ol>
  );
}
