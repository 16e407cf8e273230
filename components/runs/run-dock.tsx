'use client';

import { ArrowUpRight, ChevronDown, ChevronUp, X } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { countByStatus, type NodeView, type RunView } from '@/lib/events/run-view';
import { useLive } from '../live/live-provider';
import { cn } from '../ui/cn';
import { Elapsed } from '../ui/elapsed';
import { IconButton } from '../ui/icon-button';
import { outcomeStates, runStates, StateIcon } from '../ui/status';
import { LogList } from './log-list';
import { StatusBar } from './status-bar';
import { StatusCounts } from './status-counts';
import { StopButtons } from './stop-buttons';
import { useRunView } from './use-run-view';

/** The run that goes on, or the one that has just ended, at the foot of every page until it is put away. */
export function RunDock() {
  const { shownRun, showRun } = useLive();
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
  const total = view.nodes.size;
  const done = total - counts.pending - counts.running;
  const look = outcomeStates[view.outcome ?? 'running'];
  return (
    <section
      aria-label="Run progress"
      className="animate-rise shrink-0 border-t border-line bg-surface shadow-[0_-4px_16px_rgb(var(--shadow)/0.05)]"
    >
      <StatusBar counts={counts} className="h-1 rounded-none" />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 sm:px-4">
        <span role="status" className="flex items-center gap-2 font-medium">
          <StateIcon look={look} className="size-4" />
          {view.outcome === null ? 'Running' : `Run ${look.label.toLowerCase()}`}
        </span>
        <span className="text-ink-soft tabular-nums">
          <span className="font-medium text-ink">{done}</span> / {total}
        </span>
        {view.startedAtMs !== null && (
          <Elapsed
            fromMs={view.startedAtMs}
            toMs={view.finishedAtMs}
            className="text-ink-soft tabular-nums"
          />
        )}
        <StatusCounts counts={counts} className="max-md:hidden" />
        <span className="flex-1" />
        {view.outcome === null && <StopButtons key={runId} runId={runId} />}
        <Link
          href={`/runs/${runId}`}
          className="inline-flex h-8 items-center gap-1 rounded-md px-2 text-ink-soft hover:bg-hover hover:text-ink"
        >
          Open run
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
      {open && <DockDetails view={view} />}
    </section>
  );
}

function DockDetails({ view }: { readonly view: RunView }) {
  const nodes = [...view.nodes.values()];
  const running = nodes.filter((node) => node.status === 'running');
  const failed = nodes.filter((node) => node.status === 'failed');
  const shown = [...failed, ...running];
  return (
    <div className="grid h-36 border-t border-line max-sm:hidden md:grid-cols-[minmax(16rem,2fr)_3fr]">
      <ul aria-label="Running nodes" className="overflow-y-auto border-r border-line py-1.5">
        {shown.length === 0 && (
          <li className="px-4 py-1 text-ink-faint">
            {view.outcome === null ? 'Between two nodes.' : 'No node is running any more.'}
          </li>
        )}
        {shown.map((node) => (
          <NodeLine key={node.id} node={node} over={view.outcome !== null} />
        ))}
      </ul>
      <LogList logs={view.logs} className="max-md:hidden" />
    </div>
  );
}

function NodeLine({ node, over }: { readonly node: NodeView; readonly over: boolean }) {
  const look = node.status === 'failed' || over ? runStates.failed : runStates.running;
  return (
    <li className="flex items-center gap-2 px-4 py-1">
      <StateIcon look={look} />
      <span className="min-w-0 shrink truncate font-medium">{node.id}</span>
      {node.attempt > 1 && (
        <span className="shrink-0 text-2xs text-ink-faint">attempt {node.attempt}</span>
      )}
      {node.error !== null ? (
        <span title={node.error.message} className="min-w-0 flex-1 truncate text-ink-soft">
          {node.error.message}
        </span>
      ) : (
        <>
          <span
            aria-hidden
            className="ml-auto h-1 w-20 shrink-0 overflow-hidden rounded-full bg-hover"
          >
            <span
              className={cn(
                'block h-full rounded-full bg-run-running',
                node.percent === null && 'w-full animate-pulse opacity-40',
              )}
              style={node.percent === null ? undefined : { width: `${node.percent}%` }}
            />
          </span>
          <span className="w-10 shrink-0 text-right text-xs text-ink-soft tabular-nums">
            {node.percent === null ? '' : `${Math.round(node.percent)} %`}
          </span>
          {node.startedAtMs !== null && (
            <Elapsed
              fromMs={node.startedAtMs}
              toMs={node.finishedAtMs}
              className="w-16 shrink-0 text-right text-xs text-ink-soft tabular-nums"
            />
          )}
        </>
      )}
    </li>
  );
}
