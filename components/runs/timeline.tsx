'use client';

import type { NodeView, RunView } from '@/lib/events/run-view';
import { cn } from '../ui/cn';
import { Elapsed } from '../ui/elapsed';
import { formatDuration } from '../ui/format-duration';
import { runStates } from '../ui/status';
import { useNow } from '../ui/use-now';
import { runStateWord } from './run-state-word';
import { tickSeconds } from './tick-seconds';

/** When each node ran: a bar a node, in the order of their starts, on one axis from the start of the run. */
export function Timeline({ view }: { readonly view: RunView }) {
  const now = useNow(view.outcome === null ? 250 : null);
  const ran = [...view.nodes.values()]
    .filter((node) => node.startedAtMs !== null)
    .toSorted((a, b) => (a.startedAtMs ?? 0) - (b.startedAtMs ?? 0));
  if (view.startedAtMs === null || ran.length === 0) {
    return <p className="px-6 py-4 text-ink-soft">No node has run in this run.</p>;
  }
  const start = view.startedAtMs;
  const lastEnd = Math.max(...ran.map((node) => node.finishedAtMs ?? node.startedAtMs ?? start));
  const end = Math.max(view.finishedAtMs ?? now ?? lastEnd, lastEnd, start + 1);
  const percentOf = (atMs: number): number => ((atMs - start) / (end - start)) * 100;
  const ticks = tickSeconds((end - start) / 1000);
  return (
    <div className="px-4 py-4 sm:px-6">
      <div
        className="relative ml-[min(16rem,35vw)] h-6 text-2xs text-ink-faint tabular-nums"
        aria-hidden
      >
        {ticks.map((seconds) => (
          <span
            key={seconds}
            className="absolute -translate-x-1/2 whitespace-nowrap"
            style={{ left: `${percentOf(start + seconds * 1000)}%` }}
          >
            {seconds === 0 ? '0' : formatTick(seconds)}
          </span>
        ))}
      </div>
      <ul aria-label="Timeline">
        {ran.map((node) => (
          <TimelineRow
            key={node.id}
            node={node}
            from={percentOf(node.startedAtMs ?? start)}
            to={percentOf(node.finishedAtMs ?? end)}
            over={view.outcome !== null}
            ticks={ticks.map((seconds) => percentOf(start + seconds * 1000))}
          />
        ))}
      </ul>
    </div>
  );
}

function TimelineRow({
  node,
  from,
  to,
  over,
  ticks,
}: {
  readonly node: NodeView;
  /** Percent of the axis. */
  readonly from: number;
  readonly to: number;
  readonly over: boolean;
  readonly ticks: readonly number[];
}) {
  const look = runStates[runStateWord(node, { ready: false, over })];
  // Beside the bar where there is room, else before it.
  const labelBefore = to > 85;
  return (
    <li className="flex h-8 items-center">
      <span className="w-[min(16rem,35vw)] shrink-0 truncate pr-4" title={node.id}>
        {node.id}
      </span>
      <span className="relative h-full min-w-0 flex-1 overflow-hidden">
        {ticks.map((tick) => (
          <span
            key={tick}
            aria-hidden
            className="absolute inset-y-0 w-px bg-line"
            style={{ left: `${tick}%` }}
          />
        ))}
        <span
          aria-hidden
          className={cn('absolute inset-y-2 min-w-1 rounded-[3px] bg-current', look.tint)}
          style={{ left: `${from}%`, width: `${Math.max(0, to - from)}%` }}
        />
        <span
          className="absolute top-1.5 px-1.5 text-2xs text-ink-soft tabular-nums"
          style={labelBefore ? { right: `${100 - from}%` } : { left: `${to}%` }}
        >
          {node.duration !== null ? (
            formatDuration(node.duration)
          ) : (
            <Elapsed fromMs={node.startedAtMs ?? 0} toMs={over ? node.startedAtMs : null} />
          )}
          <span className="sr-only">, {look.label}</span>
        </span>
      </span>
    </li>
  );
}

function formatTick(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`;
  return `${Number((seconds / 60).toFixed(1))} m`;
}
