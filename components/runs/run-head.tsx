'use client';

import type { ReactNode } from 'react';
import { countByStatus, summarize, type RunView } from '@/lib/events/run-view';
import type { RunRecord } from '@/lib/history/run-record';
import { Ago } from '../ui/ago';
import { cn } from '../ui/cn';
import { CopyButton } from '../ui/copy-button';
import { Elapsed } from '../ui/elapsed';
import { outcomeStates, runStates } from '../ui/run-states';
import { StateIcon } from '../ui/state-label';
import type { StateLook } from '../ui/state-look';
import { RunActions } from './run-actions';
import { RunProgress } from './run-progress';
import { StatusBar } from './status-bar';
import { triggerWords } from './trigger-words';

interface RunHeadProps {
  readonly runId: string;
  readonly view: RunView;
  /** From the history; null until it is there. */
  readonly record: RunRecord | null;
}

/** How the run went in one look: its outcome, and the numbers of its execution summary. */
export function RunHead({ runId, view, record }: RunHeadProps) {
  // The duration is drawn by a counter of its own, so no clock is needed for the other numbers.
  const summary = summarize(view, view.startedAtMs ?? 0);
  const counts = countByStatus(view);
  const look = outcomeStates[view.outcome ?? 'running'];
  const { started, startedAtMs } = view;
  const running = view.outcome === null;
  return (
    <header className="mt-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="flex items-center gap-2 text-xl font-semibold tracking-tight">
          <StateIcon look={look} className="size-5" />
          {running ? 'Running' : `Run ${look.label.toLowerCase()}`}
        </h1>
        <span className="flex items-center font-mono text-xs text-ink-soft">
          {runId}
          <CopyButton text={runId} label="Copy run id" className="size-7" />
        </span>
        <span className="flex-1" />
        <RunActions runId={runId} view={view} />
      </div>
      <p className="mt-1 flex flex-wrap gap-x-2 text-ink-soft">
        {startedAtMs !== null && (
          <span>
            Started <Ago atMs={startedAtMs} />
          </span>
        )}
        {started !== null && (
          <>
            <span aria-hidden>·</span>
            <span>
              {triggerWords[started.trigger]}, {started.actor}
            </span>
            <span aria-hidden>·</span>
            <span>{started.request.mode === 'full' ? 'Full run' : 'Changed nodes'}</span>
          </>
        )}
        {record !== null && record.flags !== '' && (
          <code className="font-mono text-xs leading-5">{record.flags}</code>
        )}
        {record?.gitCommit != null && (
          <>
            <span aria-hidden>·</span>
            <span>
              commit <code className="font-mono text-xs">{record.gitCommit.slice(0, 8)}</code>
            </span>
          </>
        )}
      </p>
      {view.outcome === 'interrupted' && (
        <p className="mt-3 rounded-lg border border-run-failed/40 bg-run-failed-soft px-3 py-2">
          Its process ended without saying goodbye. What had finished is kept: the next run goes on
          from there.
        </p>
      )}
      {running && (
        <div className="mt-3">
          <RunProgress runId={runId} view={view} />
        </div>
      )}
      <StatusBar counts={counts} className="mt-4 h-2" />
      <dl className="mt-4 grid grid-cols-3 gap-px overflow-hidden rounded-xl border border-line bg-line shadow-card sm:grid-cols-4 xl:grid-cols-7">
        <Figure name="Total nodes" value={summary.totalNodes} />
        <Figure name="Changed nodes" value={summary.changedNodes} />
        <Figure name="Cached nodes" value={summary.cachedNodes} look={runStates.cached} />
        <Figure name="Successful" value={summary.successfulNodes} look={runStates.success} />
        <Figure name="Failed" value={summary.failedNodes} look={runStates.failed} />
        <Figure name="Skipped" value={summary.skippedNodes} look={runStates.skipped} />
        <Figure
          name="Duration"
          value={
            startedAtMs === null ? '…' : <Elapsed fromMs={startedAtMs} toMs={view.finishedAtMs} />
          }
          wide
        />
      </dl>
    </header>
  );
}

function Figure({
  name,
  value,
  look,
  wide = false,
}: {
  readonly name: string;
  readonly value: ReactNode;
  readonly look?: StateLook;
  readonly wide?: boolean;
}) {
  const none = value === 0;
  return (
    <div
      className={cn(
        'bg-surface px-4 py-3 max-sm:px-3 max-sm:py-2',
        wide && 'col-span-3 sm:col-span-2 xl:col-span-1',
      )}
    >
      <dt className="flex items-center gap-1.5 text-xs text-ink-faint">
        {look !== undefined && <StateIcon look={look} className={none ? 'opacity-40' : ''} />}
        {name}
      </dt>
      <dd
        className={cn(
          'mt-0.5 text-xl font-semibold tracking-tight tabular-nums',
          none && 'font-normal text-ink-faint',
        )}
      >
        {value}
      </dd>
    </div>
  );
}
