'use client';

import { Route } from 'lucide-react';
import { useMemo } from 'react';
import { kindOfId, shortNameOf, type NodeId } from '@/lib/graph/node-id';
import type { PlanReview } from '@/lib/service/planning/plan-review';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { countOf } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import { useRows } from '../ui/use-rows';
import { DecisionIcon, decisions, type PlanDecision } from './decisions';

interface PlanListProps {
  readonly review: PlanReview;
  /** Nodes of these decisions only. */
  readonly shown: ReadonlySet<PlanDecision>;
  readonly onShowAll: () => void;
  /** Points at a node of the plan, or at none; the graph lights what leads to it. */
  readonly onPoint: (id: NodeId | null) => void;
  readonly onOpen: (id: NodeId) => void;
}

/** The nodes in the order of the plan: what becomes of it, why, and how long it usually takes. */
export function PlanList({ review, shown, onShowAll, onPoint, onOpen }: PlanListProps) {
  const entries = useMemo(
    () => review.entries.filter(({ decision }) => shown.has(decision)),
    [review, shown],
  );
  const hidden = review.entries.length - entries.length;
  const critical = new Set(review.criticalPath);
  const { scroller, rows } = useRows<HTMLDivElement>(entries.length, 44);
  return (
    <div
      ref={scroller}
      role="region"
      aria-label="Plan"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by arrow keys needs the focus
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
      onMouseLeave={() => onPoint(null)}
    >
      <ol aria-label="Planned nodes" style={{ height: rows.getTotalSize() }} className="relative">
        {rows.getVirtualItems().map((row) => {
          const entry = entries[row.index];
          if (entry === undefined) return null;
          const quiet = entry.decision !== 'run';
          return (
            <li
              key={entry.nodeId}
              aria-setsize={entries.length}
              aria-posinset={row.index + 1}
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
              className="absolute inset-x-0 top-0"
            >
              <button
                type="button"
                onClick={() => onOpen(entry.nodeId)}
                onMouseEnter={() => onPoint(entry.nodeId)}
                onFocus={() => onPoint(entry.nodeId)}
                className="grid size-full grid-cols-[2rem_5rem_minmax(0,1fr)_4.5rem] items-center gap-2 border-b border-line px-4 text-left -outline-offset-2 hover:bg-hover"
              >
                <span className="text-xs text-ink-faint tabular-nums">{row.index + 1}</span>
                <span
                  className={cn(
                    'flex items-center gap-1.5 text-2xs tracking-wide',
                    quiet ? 'text-ink-faint' : 'font-semibold',
                  )}
                >
                  <DecisionIcon decision={entry.decision} />
                  {decisions[entry.decision].word}
                </span>
                <span className="min-w-0">
                  <span className={cn('block truncate text-sm', quiet && 'text-ink-soft')}>
                    <span className="text-ink-faint">{kindOfId(entry.nodeId)}.</span>
                    <span className="font-medium">{shortNameOf(entry.nodeId)}</span>
                  </span>
                  <span title={entry.reason} className="block truncate text-2xs text-ink-faint">
                    {entry.reason}
                  </span>
                </span>
                {!quiet && (
                  <span className="flex items-center justify-end gap-1 text-2xs text-ink-faint tabular-nums">
                    {critical.has(entry.nodeId) && (
                      <>
                        <Route aria-hidden className="size-3 text-run-running" />
                        <span className="sr-only">on the critical path, </span>
                      </>
                    )}
                    {entry.expected === null ? 'unknown' : formatDuration(entry.expected)}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ol>
      {hidden > 0 && (
        <Button look="ghost" className="m-2 h-8 text-xs" onClick={onShowAll}>
          Show {countOf(hidden, 'node')} more that {hidden === 1 ? 'does' : 'do'} not run
        </Button>
      )}
    </div>
  );
}
