'use client';

import { createColumnHelper, type SortingState } from '@tanstack/react-table';
import { useMemo, useState, type CSSProperties } from 'react';
import type { NodeView, RunView } from '@/lib/events/run-view';
import { kindOfId, shortNameOf, type NodeId } from '@/lib/graph/node-id';
import { cn } from '../ui/cn';
import { Elapsed } from '../ui/elapsed';
import { fitColumns, gridTracks } from '../ui/fit-columns';
import { formatCount } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import { runStates } from '../ui/run-states';
import { SortHeading } from '../ui/sort-heading';
import { StateLabel } from '../ui/state-label';
import { useRoom } from '../ui/use-room';
import { useRows } from '../ui/use-rows';
import { useSortedRows } from '../ui/use-sorted-rows';
import { runStateWord } from './run-state-word';

const layout = 'grid items-center gap-x-3 px-4 sm:px-6';
/** What a row keeps free at its sides, in rem. */
const sides = 3;

/** Order of rows when sorted by status: what needs attention first. */
const urgency: Record<NodeView['status'], number> = {
  failed: 0,
  running: 1,
  pending: 2,
  success: 3,
  skipped: 4,
  cached: 5,
};

const column = createColumnHelper<NodeView>();
const columns = [
  column.accessor((node) => urgency[node.status], { id: 'status', header: 'Status' }),
  column.accessor('id', { header: 'Node' }),
  column.accessor((node) => node.duration ?? 0, {
    id: 'duration',
    header: 'Duration',
    sortDescFirst: true,
  }),
  column.accessor((node) => node.rowCount ?? -1, {
    id: 'rows',
    header: 'Rows',
    sortDescFirst: true,
  }),
  column.accessor((node) => node.queued ?? -1, {
    id: 'queued',
    header: 'Waited',
    sortDescFirst: true,
  }),
  column.accessor('attempt', { header: 'Attempts', sortDescFirst: true }),
  column.accessor('reason', { header: 'Reason', enableSorting: false }),
];
/** As the columns above; by their rank they give way where a panel or the window leaves little room. */
const widths = [
  { id: 'status', width: 6.5, grow: 0, rank: 0 },
  { id: 'id', width: 8, grow: 1.2, rank: 0 },
  { id: 'duration', width: 5, grow: 0, rank: 1 },
  { id: 'rows', width: 5.5, grow: 0, rank: 3 },
  { id: 'queued', width: 5, grow: 0, rank: 4 },
  { id: 'attempt', width: 5, grow: 0, rank: 5 },
  { id: 'reason', width: 10, grow: 2, rank: 2 },
];
const numeric = new Set(['duration', 'rows', 'queued', 'attempt']);

/**
 * What became of each node. In the order of the plan until a person sorts it; once a run has failed, what
 * failed comes first.
 */
export function ResultsTable({
  view,
  node,
  onNode,
}: {
  readonly view: RunView;
  /** The one whose panel is open. */
  readonly node: NodeId | null;
  readonly onNode: (id: NodeId) => void;
}) {
  const [sorting, setSorting] = useState<SortingState>([]);
  const hasFailed = view.outcome === 'failed';
  const nodes = useMemo(() => {
    const all = [...view.nodes.values()];
    return hasFailed ? all.toSorted((a, b) => Number(isFailed(b)) - Number(isFailed(a))) : all;
  }, [view.nodes, hasFailed]);
  const table = useSortedRows({ rows: nodes, columns, sorting, onSorting: setSorting });
  // Unsorted, the table would make an object for each node at each event for nothing.
  const sorted = sorting.length === 0 ? nodes : table.getRowModel().rows.map((row) => row.original);
  const { scroller, rows } = useRows<HTMLDivElement>(sorted.length, 44);
  const room = useRoom(scroller);
  const fitting = room === null ? widths : fitColumns(widths, room - sides);
  const shown = new Map(
    fitting.map(({ id }) => [id, widths.findIndex((one) => one.id === id) + 1]),
  );
  const rowStyle: CSSProperties = {
    gridTemplateColumns: gridTracks(fitting),
    // Until it is known what fits, nothing is to be seen that would go away at once.
    ...(room === null ? { visibility: 'hidden' } : {}),
  };
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
      <div
        role="table"
        aria-label="Results"
        aria-rowcount={sorted.length + 1}
        aria-colcount={widths.length}
      >
        <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-canvas">
          <div
            role="row"
            aria-rowindex={1}
            style={rowStyle}
            className={cn(layout, 'h-8 text-xs text-ink-faint')}
          >
            {table
              .getFlatHeaders()
              .filter(({ id }) => shown.has(id))
              .map(({ id, column }) =>
                column.getCanSort() ? (
                  <SortHeading
                    key={id}
                    index={shown.get(id)}
                    sorted={column.getIsSorted()}
                    onSort={(event) => column.getToggleSortingHandler()?.(event)}
                    className={headClass(id)}
                  >
                    {String(column.columnDef.header)}
                  </SortHeading>
                ) : (
                  <span
                    key={id}
                    role="columnheader"
                    aria-colindex={shown.get(id)}
                    className={headClass(id)}
                  >
                    {String(column.columnDef.header)}
                  </span>
                ),
              )}
          </div>
        </div>
        <div role="rowgroup" style={{ height: rows.getTotalSize() }} className="relative">
          {rows.getVirtualItems().map((item) => {
            const row = sorted[item.index];
            if (row === undefined) return null;
            return (
              <div
                key={row.id}
                role="row"
                aria-rowindex={item.index + 2}
                style={{ ...rowStyle, height: item.size, transform: `translateY(${item.start}px)` }}
                className={cn(
                  layout,
                  'absolute inset-x-0 top-0 border-b border-line focus-within:bg-hover hover:bg-hover',
                  row.id === node && 'bg-hover',
                )}
              >
                <ResultCells
                  node={row}
                  shown={shown}
                  over={view.outcome !== null}
                  onOpen={() => onNode(row.id)}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function headClass(id: string): string {
  return cn(numeric.has(id) && 'text-right', id === 'reason' && 'pl-4');
}

function ResultCells({
  node,
  shown,
  over,
  onOpen,
}: {
  readonly node: NodeView;
  /** The columns that there is room for, and where they stand among all. */
  readonly shown: ReadonlyMap<string, number>;
  readonly over: boolean;
  readonly onOpen: () => void;
}) {
  const look = runStates[runStateWord(node, { ready: false, over })];
  const ran = node.startedAtMs !== null;
  return (
    <>
      <span role="cell" aria-colindex={shown.get('status')}>
        <StateLabel look={look} />
      </span>
      <span role="cell" aria-colindex={shown.get('id')} className="min-w-0 truncate">
        {/* The button covers its row: one target, however the row is cut into cells. */}
        <button
          type="button"
          onClick={onOpen}
          title={node.id}
          className="block max-w-full truncate text-left after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          <span className="text-ink-faint">{kindOfId(node.id)}.</span>
          <span className="font-medium">{shortNameOf(node.id)}</span>
        </button>
      </span>
      {shown.has('duration') && (
        <span role="cell" aria-colindex={shown.get('duration')} className="text-right tabular-nums">
          {node.duration !== null && ran ? (
            formatDuration(node.duration)
          ) : node.startedAtMs !== null && !over ? (
            <Elapsed fromMs={node.startedAtMs} toMs={null} className="text-ink-soft" />
          ) : (
            <span className="text-ink-faint">–</span>
          )}
        </span>
      )}
      {shown.has('rows') && (
        <span role="cell" aria-colindex={shown.get('rows')} className="text-right tabular-nums">
          {node.rowCount === null ? (
            <span className="text-ink-faint">–</span>
          ) : (
            formatCount(node.rowCount)
          )}
        </span>
      )}
      {shown.has('queued') && (
        <span
          role="cell"
          aria-colindex={shown.get('queued')}
          title="How long it waited for a slot, with everything that it reads done"
          className="text-right text-ink-soft tabular-nums"
        >
          {node.queued === null ? (
            <span className="text-ink-faint">–</span>
          ) : (
            formatDuration(node.queued)
          )}
        </span>
      )}
      {shown.has('attempt') && (
        <span
          role="cell"
          aria-colindex={shown.get('attempt')}
          className="text-right text-ink-soft tabular-nums"
        >
          {node.attempt === 0 ? <span className="text-ink-faint">–</span> : node.attempt}
        </span>
      )}
      {shown.has('reason') && (
        <span role="cell" aria-colindex={shown.get('reason')} className="min-w-0 pl-4">
          {node.error === null ? (
            <span title={node.reason} className="block truncate text-ink-soft">
              {node.reason}
            </span>
          ) : (
            <span title={errorText(node.error)} className="line-clamp-2 leading-4 break-words">
              {errorText(node.error)}
            </span>
          )}
        </span>
      )}
    </>
  );
}

function errorText(error: NonNullable<NodeView['error']>): string {
  return error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
}

function isFailed({ status }: NodeView): boolean {
  return status === 'failed';
}
