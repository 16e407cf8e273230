'use client';

import { useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { GridCell } from '@/lib/history/history-store';
import type { RunRecord } from '@/lib/history/run-record';
import { cn } from '../ui/cn';
import { formatDuration } from '../ui/format-duration';
import { formatMoment } from '../ui/format-time';
import { outcomeStates, runStates } from '../ui/run-states';
import { StateIcon } from '../ui/state-label';
import { useGoTo } from '../ui/use-go-to';
import { useMoreRows, type MoreRows } from './more-rows';
import { gridQuery } from './queries';
import { runStateWord } from './run-state-word';

const square = 26;
const heading = 40;
const names = 240;
/** One question for each so many runs; a page that has come is not asked for again. */
const runsPerQuestion = 25;

/** Runs from left to right, newest first, and nodes from top to bottom: what became of each node when. */
export function RunsGrid({
  runs,
  more,
}: {
  readonly runs: readonly RunRecord[];
  readonly more: MoreRows;
}) {
  const goTo = useGoTo();
  const pages = useMemo(() => {
    const ids = runs.map((run) => run.runId);
    return Array.from({ length: Math.ceil(ids.length / runsPerQuestion) }, (_, index) =>
      ids.slice(index * runsPerQuestion, (index + 1) * runsPerQuestion),
    );
  }, [runs]);
  const answers = useQueries({ queries: pages.map((page) => gridQuery(page)) });
  const cells = answers.map((answer) => answer.data);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the answers themselves are what counts
  const { nodeIds, byRun } = useMemo(() => arrange(cells), cells);
  const scroller = useRef<HTMLDivElement>(null);
  const [focus, setFocus] = useState({ row: 0, column: 0 });
  // eslint-disable-next-line react-hooks/incompatible-library -- the library's own limit; nothing here is memoized
  const rows = useVirtualizer<HTMLDivElement, Element>({
    count: nodeIds.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => square,
    overscan: 8,
    paddingStart: heading,
    scrollPaddingStart: heading,
  });
  const columns = useVirtualizer<HTMLDivElement, Element>({
    horizontal: true,
    count: runs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => square,
    overscan: 8,
    paddingStart: names,
    scrollPaddingStart: names,
  });
  useMoreRows(more, columns.getVirtualItems().at(-1)?.index ?? 0, runs.length);

  const open = ({ row, column }: { row: number; column: number }): void => {
    const run = runs[column];
    const node = nodeIds[row];
    if (run === undefined || node === undefined) return;
    goTo(`/runs/${run.runId}?node=${encodeURIComponent(node)}`);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = {
        row: clamp(focus.row + step[0], nodeIds.length),
        column: clamp(focus.column + step[1], runs.length),
      };
      setFocus(next);
      rows.scrollToIndex(next.row);
      columns.scrollToIndex(next.column);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      open(focus);
    }
  };
  const focusedRun = runs[focus.column];
  const focusedNode = nodeIds[focus.row];
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="grid"
        aria-label="Runs and nodes"
        aria-rowcount={nodeIds.length + 1}
        aria-colcount={runs.length + 1}
        aria-activedescendant={
          focusedRun === undefined || focusedNode === undefined
            ? undefined
            : cellId(focusedRun.runId, focusedNode)
        }
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="group relative min-h-0 flex-1 overflow-auto border-t border-line -outline-offset-2"
      >
        <div
          role="row"
          aria-rowindex={1}
          className="sticky top-0 z-20 border-b border-line bg-canvas"
          style={{ width: columns.getTotalSize(), height: heading }}
        >
          {columns.getVirtualItems().map((column) => {
            const run = runs[column.index];
            if (run === undefined) return null;
            const look = outcomeStates[run.outcome ?? 'running'];
            return (
              <span
                key={run.runId}
                role="columnheader"
                className="absolute top-0"
                style={{ left: column.start, width: square, height: heading }}
              >
                <button
                  type="button"
                  tabIndex={-1}
                  aria-label={`Run ${run.runId}, ${look.label}`}
                  title={`${formatMoment(run.startedAtMs)}\n${look.label} in ${formatDuration(run.totalDuration)}`}
                  onClick={() => goTo(`/runs/${run.runId}`)}
                  className="flex size-full items-end justify-center pb-1.5 hover:bg-hover"
                >
                  <StateIcon look={look} />
                </button>
              </span>
            );
          })}
          <span
            role="columnheader"
            className="sticky left-0 flex h-full items-end border-r border-line bg-canvas pb-1.5 pl-4 text-xs text-ink-faint sm:pl-6"
            style={{ width: names }}
          >
            Newest run first
          </span>
        </div>
        <div
          style={{ height: rows.getTotalSize() - heading, width: columns.getTotalSize() }}
          aria-hidden
        />
        {rows.getVirtualItems().map((row) => {
          const node = nodeIds[row.index];
          if (node === undefined) return null;
          return (
            <div
              key={node}
              role="row"
              aria-rowindex={row.index + 2}
              className="absolute left-0"
              style={{ top: row.start, width: columns.getTotalSize(), height: square }}
            >
              {columns.getVirtualItems().map((column) => {
                const run = runs[column.index];
                if (run === undefined) return null;
                const cell = byRun.get(run.runId)?.get(node);
                const hasFocus = focus.row === row.index && focus.column === column.index;
                return (
                  <Square
                    key={run.runId}
                    id={cellId(run.runId, node)}
                    cell={cell}
                    node={node}
                    run={run}
                    left={column.start}
                    hasFocus={hasFocus}
                    onOpen={() => open({ row: row.index, column: column.index })}
                  />
                );
              })}
              <a
                role="rowheader"
                tabIndex={-1}
                href={`/nodes/${encodeURIComponent(node)}`}
                title={node}
                className="sticky left-0 flex items-center border-r border-line bg-canvas pr-3 pl-4 text-xs hover:underline sm:pl-6"
                style={{ width: names, height: square }}
              >
                <span className="truncate">{node}</span>
              </a>
            </div>
          );
        })}
      </div>
      <p role="status" className="border-t border-line px-4 py-1.5 text-xs text-ink-faint sm:px-6">
        {focusedRun !== undefined && focusedNode !== undefined
          ? `${focusedNode} in ${focusedRun.runId}: ${wordOf(
              byRun.get(focusedRun.runId)?.get(focusedNode),
              focusedRun,
            )}`
          : 'Arrow keys move, Enter opens.'}
      </p>
    </div>
  );
}

const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-20, 0],
  PageDown: [20, 0],
  Home: [0, -1_000_000],
  End: [0, 1_000_000],
};

function Square({
  id,
  cell,
  node,
  run,
  left,
  hasFocus,
  onOpen,
}: {
  readonly id: string;
  readonly cell: GridCell | undefined;
  readonly node: string;
  readonly run: RunRecord;
  readonly left: number;
  readonly hasFocus: boolean;
  readonly onOpen: () => void;
}) {
  const word = wordOf(cell, run);
  const look = cell === undefined ? null : runStates[stateOf(cell, run)];
  return (
    // Keys are heard by the grid, which is the one stop of the Tab key.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- see above
    <span
      id={id}
      role="gridcell"
      aria-label={`${node}, ${word}`}
      title={`${node}\n${word}`}
      onClick={onOpen}
      className={cn(
        'absolute top-0 flex cursor-pointer items-center justify-center rounded-[4px] border-2 border-canvas',
        look === null ? 'bg-transparent' : look.ground === '' ? 'bg-sunken' : look.ground,
        hasFocus && 'group-focus:outline-2 group-focus:-outline-offset-2 group-focus:outline-focus',
      )}
      style={{ left, width: square, height: square }}
    >
      {look !== null && <StateIcon look={look} className="size-3" />}
    </span>
  );
}

function stateOf(cell: GridCell, run: RunRecord) {
  return runStateWord(
    {
      status: cell.status,
      decision: cell.decision,
      error: cell.errorCode === null ? null : { code: cell.errorCode, message: '' },
    },
    { ready: false, over: run.outcome !== null },
  );
}

function wordOf(cell: GridCell | undefined, run: RunRecord): string {
  if (cell === undefined) return 'no part of this run';
  const { label } = runStates[stateOf(cell, run)];
  return cell.duration > 0 ? `${label} in ${formatDuration(cell.duration)}` : label;
}

/** The nodes in the order of the newest run that has them, and each run's squares by node. */
function arrange(pages: readonly (readonly GridCell[] | undefined)[]): {
  readonly nodeIds: readonly string[];
  readonly byRun: ReadonlyMap<string, ReadonlyMap<string, GridCell>>;
} {
  const byRun = new Map<string, Map<string, GridCell>>();
  const nodeIds = new Set<string>();
  for (const page of pages) {
    for (const cell of page ?? []) {
      let run = byRun.get(cell.runId);
      if (run === undefined) {
        run = new Map<string, GridCell>();
        byRun.set(cell.runId, run);
      }
      run.set(cell.nodeId, cell);
      nodeIds.add(cell.nodeId);
    }
  }
  return { nodeIds: [...nodeIds], byRun };
}

function cellId(runId: string, node: string): string {
  return `cell-${runId}-${node}`;
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}
