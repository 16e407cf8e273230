'use client';

import { useQuery } from '@tanstack/react-query';
import { Ban, Play, TriangleAlert, Zap, type LucideIcon } from 'lucide-react';
import type { PlanPreview } from '@/lib/service/project-snapshot';
import { kindOfId, shortNameOf } from '@/lib/graph/node-id';
import { problemOf } from '../project/service-failure';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { CommandLine } from '../ui/command-line';
import { Dialog } from '../ui/dialog';
import { countOf } from '../ui/format-count';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { useRows } from '../ui/use-rows';
import { planQuery } from './queries';
import type { RunChoice } from './request-of';

type Decision = PlanPreview['entries'][number]['decision'];

const decisions: Record<Decision, { word: string; icon: LucideIcon; tint: string }> = {
  run: { word: 'RUN', icon: Play, tint: 'text-run-running' },
  cached: { word: 'CACHED', icon: Zap, tint: 'text-run-cached' },
  skip: { word: 'SKIP', icon: Ban, tint: 'text-run-skipped' },
};

const titles: Record<RunChoice['what'], string> = {
  changed: 'Plan: run what changed',
  all: 'Plan: run everything',
  selected: 'Plan: run the selection and all that reads it',
};

interface PlanSheetProps {
  /** Null: closed. */
  readonly choice: RunChoice | null;
  readonly onClose: () => void;
  readonly onRun: (choice: RunChoice) => void;
  /** Of the project's snapshot, so that an edit on disk renews the plan. */
  readonly version: string;
  /** Why nothing can be run now; null when it can. */
  readonly unavailable: string | null;
}

/** What a run would do, in order and with the reasons; from here it is run. */
export function PlanSheet({ choice, onClose, onRun, version, unavailable }: PlanSheetProps) {
  return (
    <Dialog
      place="side"
      open={choice !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={choice === null ? 'Plan' : titles[choice.what]}
      description="Nothing has run yet. This is what would happen, in order."
    >
      {choice !== null && (
        <PlanBody
          choice={choice}
          version={version}
          unavailable={unavailable}
          onRun={() => onRun(choice)}
        />
      )}
    </Dialog>
  );
}

function PlanBody({
  choice,
  version,
  unavailable,
  onRun,
}: {
  readonly choice: RunChoice;
  readonly version: string;
  readonly unavailable: string | null;
  readonly onRun: () => void;
}) {
  const plan = useQuery(planQuery(choice, version));
  if (plan.isError) {
    const problem = problemOf(plan.error);
    return (
      <Notice icon={TriangleAlert} title={problem.message}>
        {problem.hint}
      </Notice>
    );
  }
  if (plan.data === undefined) {
    return (
      <div className="space-y-2 p-5">
        {Array.from({ length: 8 }, (_, index) => (
          <Skeleton key={index} className="h-8" />
        ))}
      </div>
    );
  }
  const { entries, command } = plan.data;
  const count = (decision: Decision): number =>
    entries.filter((entry) => entry.decision === decision).length;
  const toRun = count('run');
  return (
    <>
      <div className="flex gap-5 border-b border-line px-5 py-3 text-sm">
        {(['run', 'cached', 'skip'] as const).map((decision) => (
          <span key={decision} className="flex items-center gap-1.5 text-ink-soft">
            <DecisionIcon decision={decision} />
            <strong className="font-semibold text-ink tabular-nums">{count(decision)}</strong>
            {{ run: 'to run', cached: 'cached', skip: 'skipped' }[decision]}
          </span>
        ))}
      </div>
      <PlanList entries={entries} />
      <footer className="space-y-3 border-t border-line bg-surface px-5 py-4">
        <CommandLine command={command} />
        <div className="flex items-center justify-between gap-3">
          <p className="text-xs text-ink-faint">The same on the command line.</p>
          <Button
            ref={focusOnce}
            look="primary"
            unavailable={toRun === 0 ? 'Nothing would run' : unavailable}
            onClick={onRun}
          >
            <Play />
            {toRun === 0 ? 'Nothing to run' : `Run ${countOf(toRun, 'node')}`}
          </Button>
        </div>
      </footer>
    </>
  );
}

/** Enter runs the plan that has just been read. */
function focusOnce(button: HTMLButtonElement | null): void {
  button?.focus();
}

function PlanList({ entries }: { readonly entries: PlanPreview['entries'] }) {
  const { scroller, rows } = useRows<HTMLDivElement>(entries.length, 44);
  return (
    <div
      ref={scroller}
      role="region"
      aria-label="Plan"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by arrow keys needs the focus
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
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
              className="absolute inset-x-0 top-0 grid grid-cols-[2rem_5rem_minmax(0,1fr)] items-center gap-2 border-b border-line px-5"
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
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function DecisionIcon({ decision }: { readonly decision: Decision }) {
  const { icon: Icon, tint } = decisions[decision];
  return <Icon aria-hidden className={cn('size-3.5 shrink-0', tint)} strokeWidth={2.25} />;
}
