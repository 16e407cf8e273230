'use client';

import { useMemo, useState } from 'react';
import { criticalPath } from '@/lib/events/critical-path';
import { idleGaps } from '@/lib/events/idle-gaps';
import type { NodeView, RunView } from '@/lib/events/run-view';
import type { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';
import { cn } from '../ui/cn';
import { Elapsed } from '../ui/elapsed';
import { countOf } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import { runStates } from '../ui/run-states';
import { SwitchField } from '../ui/switch-field';
import { useNow } from '../ui/use-now';
import { useRows } from '../ui/use-rows';
import { runStateWord } from './run-state-word';
import { tickSeconds } from './tick-seconds';
import { timeAxis } from './time-axis';

const rowHeight = 30;

/**
 * When each node ran: a bar for each try, in the order of their starts, on one axis from the start of the run. The chain
 * that decided how long it took is marked, and times in which nothing ran are shaded.
 */
export function Timeline({
  view,
  graph,
  node,
  onNode,
}: {
  readonly view: RunView;
  /** Null while it is not known: nothing is marked then. */
  readonly graph: Graph | null;
  readonly node: string | null;
  readonly onNode: (id: NodeId) => void;
}) {
  const now = useNow(view.outcome === null ? 250 : null);
  const [cuts, setCuts] = useState(false);
  const ran = useMemo(
    () =>
      [...view.nodes.values()]
        .filter((one) => one.startedAtMs !== null)
        .toSorted((a, b) => (a.startedAtMs ?? 0) - (b.startedAtMs ?? 0)),
    [view.nodes],
  );
  const path = useMemo(
    () => new Set(graph === null ? [] : criticalPath(view.nodes, graph)),
    [view.nodes, graph],
  );
  const { scroller, rows } = useRows<HTMLDivElement>(ran.length, rowHeight);
  if (view.startedAtMs === null || ran.length === 0) {
    return <p className="px-6 py-4 text-ink-soft">No node has run in this run.</p>;
  }
  const start = view.startedAtMs;
  const lastEnd = ran.reduce((end, one) => Math.max(end, one.finishedAtMs ?? start), start);
  const end = Math.max(view.finishedAtMs ?? now ?? lastEnd, lastEnd, start + 1);
  const gaps = idleGaps(ran, { fromMs: start, toMs: end }, (end - start) * 0.02);
  const axis = timeAxis(start, end, cuts ? gaps : []);
  const ticks = cuts ? [] : tickSeconds((end - start) / 1000);
  const pathSeconds = [...path].reduce((sum, id) => sum + (view.nodes.get(id)?.duration ?? 0), 0);
  const idle = gaps.reduce((sum, gap) => sum + gap.toMs - gap.fromMs, 0) / 1000;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-1 border-b border-line px-4 py-2 text-xs text-ink-soft sm:px-6">
        {path.size > 0 && (
          <span className="flex items-center gap-1.5">
            <span aria-hidden className="h-3 w-0.5 rounded bg-ink" />
            Critical path: {countOf(path.size, 'node')}, {formatDuration(pathSeconds)}
          </span>
        )}
        {gaps.length > 0 && (
          <>
            <span className="flex items-center gap-1.5">
              <span aria-hidden className="size-3 rounded-sm border border-line bg-hover" />
              Nothing ran: {formatDuration(idle)}
            </span>
            <SwitchField label="Cut idle times" checked={cuts} onChange={setCuts} />
          </>
        )}
      </div>
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-4 pb-4 sm:px-6">
        <div
          className="sticky top-0 z-10 ml-[min(16rem,35vw)] h-6 bg-canvas text-2xs text-ink-faint tabular-nums"
          aria-hidden
        >
          {ticks.map((seconds) => (
            <span
              key={seconds}
              className="absolute top-1 -translate-x-1/2 whitespace-nowrap"
              style={{ left: `${axis.percentOf(start + seconds * 1000)}%` }}
            >
              {seconds === 0 ? '0' : formatTick(seconds)}
            </span>
          ))}
        </div>
        <ul aria-label="Timeline" style={{ height: rows.getTotalSize() }} className="relative">
          <li aria-hidden className="absolute inset-y-0 right-0 left-[min(16rem,35vw)]">
            {gaps.map((gap) => (
              <span
                key={gap.fromMs}
                title={`Nothing ran for ${formatDuration((gap.toMs - gap.fromMs) / 1000)}`}
                className="absolute inset-y-0 bg-hover"
                style={{
                  left: `${axis.percentOf(gap.fromMs)}%`,
                  width: `${axis.percentOf(gap.toMs) - axis.percentOf(gap.fromMs)}%`,
                }}
              />
            ))}
            {ticks.map((seconds) => (
              <span
                key={seconds}
                className="absolute inset-y-0 w-px bg-line"
                style={{ left: `${axis.percentOf(start + seconds * 1000)}%` }}
              />
            ))}
          </li>
          {rows.getVirtualItems().map((item) => {
            const one = ran[item.index];
            if (one === undefined) return null;
            return (
              <li
                key={one.id}
                aria-setsize={ran.length}
                aria-posinset={item.index + 1}
                className="absolute inset-x-0 top-0"
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              >
                <TimelineRow
                  node={one}
                  over={view.outcome !== null}
                  endMs={end}
                  percentOf={axis.percentOf}
                  isCritical={path.has(one.id)}
                  isOpen={one.id === node}
                  onOpen={() => onNode(one.id)}
                />
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

function TimelineRow({
  node,
  over,
  endMs,
  percentOf,
  isCritical,
  isOpen,
  onOpen,
}: {
  readonly node: NodeView;
  readonly over: boolean;
  readonly endMs: number;
  readonly percentOf: (atMs: number) => number;
  readonly isCritical: boolean;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}) {
  const look = runStates[runStateWord(node, { ready: false, over })];
  const from = percentOf(node.startedAtMs ?? endMs);
  const to = percentOf(node.finishedAtMs ?? endMs);
  // Beside the bar where there is room, else before it.
  const labelBefore = to > 85;
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-pressed={isOpen}
      className="flex h-full w-full items-center rounded text-left hover:bg-hover/60 aria-pressed:bg-hover"
    >
      <span
        className={cn(
          'w-[min(16rem,35vw)] shrink-0 truncate border-l-2 border-transparent pr-4 pl-2',
          isCritical && 'border-ink font-medium',
        )}
        title={isCritical ? `${node.id}, on the critical path` : node.id}
      >
        {node.id}
        {isCritical && <span className="sr-only">, on the critical path</span>}
      </span>
      <span className="relative h-full min-w-0 flex-1 overflow-hidden">
        {node.queued !== null && node.queued > 0 && node.startedAtMs !== null && (
          <span
            aria-hidden
            title={`Waited ${formatDuration(node.queued)} for a slot`}
            className="absolute top-1/2 h-px bg-line-strong"
            style={{
              left: `${percentOf(node.startedAtMs - node.queued * 1000)}%`,
              width: `${from - percentOf(node.startedAtMs - node.queued * 1000)}%`,
            }}
          />
        )}
        {node.attempts.map((attempt) => {
          const start = percentOf(attempt.startedAtMs);
          return (
            <span
              key={attempt.attempt}
              aria-hidden
              title={`Attempt ${attempt.attempt}`}
              className={cn(
                'absolute inset-y-2 min-w-1 rounded-[3px] bg-current',
                attempt.attempt === node.attempt ? look.tint : runStates.failed.tint,
              )}
              style={{
                left: `${start}%`,
                width: `${Math.max(0, percentOf(attempt.endedAtMs ?? endMs) - start)}%`,
              }}
            />
          );
        })}
        <span
          className="absolute top-[7px] px-1.5 text-2xs whitespace-nowrap text-ink-soft tabular-nums"
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
    </button>
  );
}

function formatTick(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`;
  return `${Number((seconds / 60).toFixed(1))} m`;
}
