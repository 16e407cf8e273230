'use client';

import { ArrowUpRight, ChevronDown, ChevronUp, X } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { lazy, Suspense, useState } from 'react';
import { progressOf } from '@/lib/events/run-progress';
import { countByStatus, type RunView } from '@/lib/events/run-view';
import { useShownRun } from '../live/live-provider';
import { Elapsed } from '../ui/elapsed';
import { IconButton } from '../ui/icon-button';
import { preloaded } from '../ui/preloaded';
import { outcomeStates, runStates } from '../ui/run-states';
import { StateIcon } from '../ui/state-label';
import { StatusBar } from './status-bar';
import { StatusCounts } from './status-counts';
import { StopButtons } from './stop-buttons';
import { useRunView } from './use-run-view';

const DockResults = lazy(
  preloaded(
    () => import('./dock-results'),
    (m) => m.DockResults,
  ),
);
const DockRetry = lazy(
  preloaded(
    () => import('./dock-retry'),
    (m) => m.DockRetry,
  ),
);
const DockRunning = lazy(
  preloaded(
    () => import('./dock-running'),
    (m) => m.DockRunning,
  ),
);

/** The run that goes on, or the one that has just ended, at the foot of every page until it is put away. */
export function RunDock() {
  const { shownRun, showRun } = useShownRun();
  const path = usePathname();
  const { data: view } = useRunView(shownRun);
  // The run's own page shows all of this and more.
  if (shownRun === null || path === `/runs/${shownRun}`) return null;
  if (view === undefined || view.started === null) return <StartingDock />;
  return <Dock key={shownRun} runId={shownRun} view={view} onClose={() => showRun(null)} />;
}

function StartingDock() {
  return (
    <div className="flex h-12 shrink-0 items-center gap-2 border-t border-line bg-surface px-4">
      <StateIcon look={runStates.running} className="size-4" />
      Starting the run…
    </div>
  );
}

function Dock({
  runId,
  view,
  onClose,
}: {
  readonly runId: string;
  readonly view: RunView;
  readonly onClose: () => void;
}) {
  const [open, setOpen] = useState(true);
  const counts = countByStatus(view);
  const { done, planned } = progressOf(view);
  const look = outcomeStates[view.outcome ?? 'running'];
  return (
    <section
      aria-label="Run progress"
      className="animate-rise shrink-0 border-t border-line bg-surface shadow-[0_-4px_16px_rgb(var(--shadow)/0.05)]"
    >
      <StatusBar counts={counts} className="h-1 rounded-none" />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 max-sm:gap-x-2 sm:px-4">
        <span role="status" className="flex items-center gap-2 font-medium">
          <StateIcon look={look} className="size-4" />
          {view.outcome === null ? 'Running' : `Run ${look.label.toLowerCase()}`}
        </span>
        <span title="Nodes that are done, of those to run" className="text-ink-soft tabular-nums">
          <span className="font-medium text-ink">{done}</span> / {planned}
        </span>
        {view.startedAtMs !== null && (
          <Elapsed
            fromMs={view.startedAtMs}
            toMs={view.finishedAtMs}
            className="text-ink-soft tabular-nums max-sm:hidden"
          />
        )}
        <StatusCounts counts={counts} className="max-md:hidden" />
        <span className="flex-1" />
        {view.outcome === null ? (
          <StopButtons key={runId} runId={runId} />
        ) : (
          <Suspense>
            <DockRetry runId={runId} view={view} />
          </Suspense>
        )}
        <Link
          href={`/runs/${runId}`}
          className="inline-flex h-8 items-center gap-1 rounded-md px-2 text-ink-soft hover:bg-hover hover:text-ink"
        >
          <span className="max-sm:sr-only">Open run</span>
          <ArrowUpRight aria-hidden className="size-3.5" />
        </Link>
        <IconButton
          label={open ? 'Hide details' : 'Show details'}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? <ChevronDown /> : <ChevronUp />}
        </IconButton>
        {view.outcome !== null && (
          <IconButton label="Put away" onClick={onClose}>
            <X />
          </IconButton>
        )}
      </div>
      <Suspense>
        {open &&
          (view.outcome === null ? <DockRunning view={view} /> : <DockResults view={view} />)}
      </Suspense>
    </section>
  );
}
