'use client';

import Link from 'next/link';
import { useState } from 'react';
import type { NodeStatus } from '@/lib/events/run-event';
import { countByStatus } from '@/lib/events/run-view';
import type { RunSort } from '@/lib/history/history-store';
import type { RunRecord } from '@/lib/history/run-record';
import { Ago } from '../ui/ago';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { Elapsed } from '../ui/elapsed';
import { formatDuration } from '../ui/format-duration';
import { outcomeStates, runStates } from '../ui/run-states';
import { SortHeading } from '../ui/sort-heading';
import { StateIcon, StateLabel } from '../ui/state-label';
import { useGoTo } from '../ui/use-go-to';
import { useRows } from '../ui/use-rows';
import { useMoreRows, type MoreRows } from './more-rows';
import { StatusBar } from './status-bar';
import { triggerWords } from './trigger-words';
import { useRunView } from './use-run-view';

const columns =
  'grid grid-cols-[1rem_8.5rem_7rem_6rem_minmax(9rem,1fr)_8rem_minmax(10rem,1fr)] items-center gap-x-4 px-4 sm:px-6 max-lg:grid-cols-[1rem_8rem_6rem_5rem_minmax(7rem,1fr)_minmax(10rem,1fr)] max-md:grid-cols-[1rem_7.5rem_minmax(0,1fr)_5rem]';

/** The runs as rows that lead to their pages; those that go on move. */
export function RunsTable({
  runs,
  more,
  sort,
  ascending,
  onSort,
}: {
  readonly runs: readonly RunRecord[];
  readonly more: MoreRows;
  readonly sort: RunSort;
  readonly ascending: boolean;
  readonly onSort: (sort: RunSort) => void;
}) {
  const goTo = useGoTo();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { scroller, rows } = useRows<HTMLDivElement>(runs.length, 52);
  useMoreRows(more, rows.getVirtualItems().at(-1)?.index ?? 0, runs.length);
  const choose = (runId: string): void =>
    setChosen(
      chosen.includes(runId) ? chosen.filter((one) => one !== runId) : [...chosen, runId].slice(-2),
    );
  // The earlier one first, whichever was chosen first.
  const pair = runs.filter((run) => chosen.includes(run.runId)).toReversed();
  const [before, after] = pair.toSorted((a, b) => a.startedAtMs - b.startedAtMs);
  const direction = ascending ? 'asc' : 'desc';
  const heading = (by: RunSort) =>
    ({ sorted: by === sort ? direction : false, onSort: () => onSort(by) }) as const;
  return (
    <div ref={scroller} className="relative min-h-0 flex-1 overflow-y-auto">
      <div role="table" aria-label="Runs" aria-rowcount={runs.length + 1}>
        <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-canvas">
          <div role="row" aria-rowindex={1} className={cn(columns, 'h-8 text-xs text-ink-faint')}>
            <span role="columnheader">
              <span className="sr-only">Compare</span>
            </span>
            <span role="columnheader">Outcome</span>
            <SortHeading {...heading('started')}>Started</SortHeading>
            <SortHeading {...heading('duration')} className="text-right">
              Duration
            </SortHeading>
            <span role="columnheader" className="pl-4 max-md:hidden">
              What was asked
            </span>
            <span role="columnheader" className="max-lg:hidden">
              By
            </span>
            <SortHeading
              {...heading('failed')}
              hint="Sort by failed nodes"
              className="max-md:hidden"
            >
              Nodes
            </SortHeading>
          </div>
        </div>
        <div role="rowgroup" style={{ height: rows.getTotalSize() }} className="relative">
          {rows.getVirtualItems().map((row) => {
            const run = runs[row.index];
            if (run === undefined) return null;
            return (
              <div
                key={run.runId}
                role="row"
                aria-rowindex={row.index + 2}
                style={{ height: row.size, transform: `translateY(${row.start}px)` }}
                className={cn(
                  columns,
                  'absolute inset-x-0 top-0 border-b border-line transition-colors focus-within:bg-hover hover:bg-hover',
                )}
              >
                <RunRow
                  run={run}
                  isChosen={chosen.includes(run.runId)}
                  onChoose={() => choose(run.runId)}
                />
              </div>
            );
          })}
        </div>
      </div>
      <div className="flex justify-center py-5 text-xs text-ink-faint">
        {more.hasMore ? 'Loading more…' : 'These are all.'}
      </div>
      {chosen.length > 0 && (
        <div className="sticky bottom-4 z-20 mx-auto flex w-max max-w-full items-center gap-3 rounded-lg border border-line bg-raised px-3 py-2 shadow-float">
          <span>
            {before !== undefined && after !== undefined
              ? 'Two runs chosen'
              : 'Choose a second run to compare'}
          </span>
          <Button
            look="primary"
            unavailable={
              before === undefined || after === undefined ? 'Choose a second run first' : null
            }
            onClick={() => {
              if (before !== undefined && after !== undefined) {
                goTo(`/compare/${before.runId}/${after.runId}`);
              }
            }}
          >
            Compare
          </Button>
          <Button look="ghost" onClick={() => setChosen([])}>
            Cancel
          </Button>
        </div>
      )}
    </div>
  );
}

function RunRow({
  run,
  isChosen,
  onChoose,
}: {
  readonly run: RunRecord;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const look = outcomeStates[run.outcome ?? 'running'];
  return (
    <>
      <span role="cell" className="relative z-10">
        <input
          type="checkbox"
          aria-label={`Choose run ${run.runId} to compare`}
          checked={isChosen}
          onChange={onChoose}
          className="block size-4 accent-ink"
        />
      </span>
      <span role="cell" className="font-medium">
        {/* The link covers its row: one target, however the row is cut into cells. */}
        <Link
          href={`/runs/${run.runId}`}
          aria-label={`Run ${run.runId}, ${look.label.toLowerCase()}`}
          className="after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          <StateLabel look={look} />
        </Link>
      </span>
      <span role="cell" className="relative text-ink-soft">
        <Ago atMs={run.startedAtMs} />
      </span>
      <span role="cell" className="text-right tabular-nums">
        {run.outcome === null ? (
          <Elapsed fromMs={run.startedAtMs} toMs={null} />
        ) : (
          formatDuration(run.totalDuration)
        )}
      </span>
      <span role="cell" className="min-w-0 truncate pl-4 max-md:hidden">
        {run.flags === '' ? (
          <span className="text-ink-soft">Changed nodes</span>
        ) : (
          <code title={run.flags} className="font-mono text-xs">
            {run.flags}
          </code>
        )}
      </span>
      <span role="cell" className="min-w-0 truncate text-ink-soft max-lg:hidden" title={run.actor}>
        {triggerWords[run.trigger]}
      </span>
      <span role="cell" className="max-md:hidden">
        {run.outcome === null ? <LiveCounts run={run} /> : <Counts counts={countsOf(run)} />}
      </span>
    </>
  );
}

function LiveCounts({ run }: { readonly run: RunRecord }) {
  const { data: view } = useRunView(run.runId);
  return <Counts counts={view === undefined ? countsOf(run) : countByStatus(view)} />;
}

function Counts({ counts }: { readonly counts: Readonly<Record<NodeStatus, number>> }) {
  const told = (['success', 'failed', 'cached', 'skipped', 'running'] as const).filter(
    (status) => counts[status] > 0,
  );
  return (
    <span className="flex items-center gap-3">
      <StatusBar counts={counts} className="w-20 shrink-0" />
      <span className="flex gap-2 text-xs text-ink-soft tabular-nums">
        {told.map((status) => (
          <span
            key={status}
            title={`${counts[status]} ${runStates[status].label.toLowerCase()}`}
            className="flex items-center gap-0.5"
          >
            <StateIcon look={runStates[status]} className="size-3" />
            {counts[status]}
            <span className="sr-only">{runStates[status].label.toLowerCase()}</span>
          </span>
        ))}
      </span>
    </span>
  );
}

function countsOf(run: RunRecord): Record<NodeStatus, number> {
  const known = run.successfulNodes + run.failedNodes + run.cachedNodes + run.skippedNodes;
  return {
    success: run.successfulNodes,
    failed: run.failedNodes,
    cached: run.cachedNodes,
    skipped: run.skippedNodes,
    running: 0,
    pending: Math.max(0, run.totalNodes - known),
  };
}
