'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useId, useState } from 'react';
import type { QualityCheck } from '@/lib/service/quality/quality-report';
import { Ago } from '../ui/ago';
import { cn } from '../ui/cn';
import { formatCount } from '../ui/format-count';
import { StateLabel } from '../ui/state-label';
import { checkLooks } from './check-looks';
import { PastMarks } from './past-marks';
import { SampleTable } from './sample-table';

/** One check: how it ended last and before; opened, what it said and rows that break it. */
export function CheckRow({
  check,
  showNode,
}: {
  readonly check: QualityCheck;
  /** Not where all checks are of one node. */
  readonly showNode: boolean;
}) {
  const [open, setOpen] = useState(check.last.status !== 'pass' && !showNode);
  const id = useId();
  const { last } = check;
  return (
    <li className="border-b border-line last:border-b-0">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="grid w-full grid-cols-[1rem_5.5rem_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 px-3.5 py-2 text-left hover:bg-hover sm:grid-cols-[1rem_6.5rem_minmax(0,1fr)_8rem_9rem]"
      >
        <ChevronRight
          aria-hidden
          className={cn('size-4 text-ink-faint transition-transform', open && 'rotate-90')}
        />
        <StateLabel look={checkLooks[last.status]} className="font-medium" />
        <span className="min-w-0">
          <span className="block sm:truncate">
            {showNode && <span className="font-medium wrap-anywhere">{check.nodeId} </span>}
            <span className={cn('max-sm:block', showNode ? 'text-ink-soft' : 'font-medium')}>
              {check.type}
              {check.columns.length > 0 && ` (${check.columns.join(', ')})`}
            </span>
          </span>
          <span className="block truncate text-xs text-ink-faint">
            {check.source === 'audit' ? 'audit' : 'rule'}
            {check.severity === 'warn' && ' that only warns'}
          </span>
        </span>
        <span className="text-right text-xs tabular-nums">
          {last.violations !== null && last.violations > 0 ? (
            <>
              <span className="font-medium">{formatCount(last.violations)}</span>
              {check.rowsChecked !== null && (
                <span className="text-ink-soft"> of {formatCount(check.rowsChecked)}</span>
              )}
              <span className="sr-only"> violations</span>
            </>
          ) : (
            <span className="text-ink-faint">
              {check.rowsChecked === null ? '' : `${formatCount(check.rowsChecked)} rows`}
            </span>
          )}
        </span>
        <span className="max-sm:hidden">
          <PastMarks past={check.past} />
        </span>
      </button>
      {open && (
        <div id={id} className="space-y-2 px-3.5 pb-3 sm:pl-11">
          <p className="break-words">{check.message}</p>
          <p className="flex flex-wrap gap-x-3 text-xs text-ink-soft">
            <Link
              href={`/runs/${last.runId}`}
              className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
            >
              checked <Ago atMs={last.atMs} />
            </Link>
            <Link
              href={`/data/${encodeURIComponent(check.nodeId)}`}
              className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
            >
              data of {check.nodeId}
            </Link>
          </p>
          {check.sample !== null && last.status !== 'pass' && (
            <SampleTable sample={check.sample} violations={last.violations ?? 0} />
          )}
        </div>
      )}
    </li>
  );
}
