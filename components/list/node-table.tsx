'use client';

import { createColumnHelper, type SortingState } from '@tanstack/react-table';
import { Route } from 'lucide-react';
import { useMemo, type KeyboardEvent } from 'react';
import { parseNodeId } from '@/lib/graph/node-id';
import { changeMark } from '../graph/change-mark';
import { Ago } from '../ui/ago';
import { cn } from '../ui/cn';
import { formatCount } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import { KindIcon } from '../ui/kind-icon';
import { freshnessOrder, nextLook } from '../ui/freshness-states';
import { runStates } from '../ui/run-states';
import { SortHeading } from '../ui/sort-heading';
import { StateLabel } from '../ui/state-label';
import { useRows } from '../ui/use-rows';
import { useSortedRows } from '../ui/use-sorted-rows';
import { picked, type ListProps } from './list-props';
import { toggled } from '../graph/picture/selection-steps';
import type { NodeRow } from './node-row';
import { useRovingRows } from './use-roving-rows';

const layout =
  'grid grid-cols-[1.25rem_9.5rem_minmax(11rem,1.6fr)_minmax(8rem,1.4fr)_7rem_6rem_5.5rem_5.5rem_6rem] items-center gap-x-3 px-4 max-lg:grid-cols-[1.25rem_8.5rem_minmax(0,1fr)_5.5rem] max-sm:grid-cols-[1.25rem_minmax(0,1fr)_6.5rem]';

const column = createColumnHelper<NodeRow>();
const columns = [
  column.accessor((row) => freshnessOrder.indexOf(row.node.freshness), {
    id: 'state',
    header: 'State',
  }),
  column.accessor('id', { header: 'Node' }),
  column.accessor((row) => row.node.reason, { id: 'reason', header: 'Reason' }),
  column.accessor((row) => row.node.kind, { id: 'kind', header: 'Kind' }),
  column.accessor((row) => row.status ?? '', { id: 'status', header: 'Last status' }),
  column.accessor((row) => row.duration ?? -1, {
    id: 'duration',
    header: 'Duration',
    sortDescFirst: true,
  }),
  column.accessor((row) => row.rows ?? -1, { id: 'rows', header: 'Rows', sortDescFirst: true }),
  column.accessor((row) => row.finishedAtMs ?? 0, {
    id: 'last',
    header: 'Last run',
    sortDescFirst: true,
  }),
];
const numeric = new Set(['duration', 'rows', 'last']);
const onWide = new Set(['reason', 'kind', 'status', 'rows', 'last']);
const notNarrow = new Set(['duration']);

function cellClass(id: string): string {
  return cn(
    'min-w-0',
    id === 'state' && 'flex items-center',
    numeric.has(id) && 'text-right',
    onWide.has(id) && 'max-lg:hidden',
    notNarrow.has(id) && 'max-sm:hidden',
    id === 'state' && 'max-sm:order-last',
  );
}

interface NodeTableProps extends ListProps {
  /** Column and direction, as in `duration.desc`; empty for the order of the pipeline. */
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}

/** The nodes as a table: what the graph shows and does, by rows. */
export function NodeTable(props: NodeTableProps) {
  const { rows: data, graph, icons, selected, onSelect, sort, onSort, drops, critical } = props;
  const sorting = useMemo(() => sortingOf(sort), [sort]);
  const table = useSortedRows({
    rows: data,
    columns,
    sorting,
    onSorting: ([next]) =>
      onSort(next === undefined ? '' : `${next.id}.${next.desc ? 'desc' : 'asc'}`),
  });
  const shown = table.getRowModel().rows;
  const { scroller, rows } = useRows<HTMLDivElement>(shown.length, 40);
  const roving = useRovingRows(
    shown.map((row) => row.id),
    rows,
  );
  const isSelected = new Set<string>(selected);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || roving.onMoveKey(event)) return;
    const id = parseNodeId(roving.tabStop ?? '');
    if (!id.ok) return;
    const neighbours = (): readonly string[] =>
      event.key === 'ArrowLeft' ? graph.upstreamOf(id.value) : graph.downstreamOf(id.value);
    switch (event.key) {
      case 'Enter':
        event.preventDefault();
        onSelect(picked(props, id.value, event));
        return;
      case ' ':
        event.preventDefault();
        onSelect(toggled(selected, id.value));
        return;
      case 'ArrowLeft':
      case 'ArrowRight': {
        event.preventDefault();
        const there = neighbours().find((other) => shown.some((row) => row.id === other));
        if (there !== undefined) roving.moveTo(there);
      }
    }
  };

  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto bg-canvas">
      {/* Keys bubble from the rows, which are the controls. */}
      {/* eslint-disable-next-line jsx-a11y/interactive-supports-focus -- its rows take the focus */}
      <div
        role="grid"
        aria-label="Nodes"
        aria-multiselectable
        aria-rowcount={shown.length + 1}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-canvas">
          <div role="row" aria-rowindex={1} className={cn(layout, 'h-8 text-xs text-ink-faint')}>
            <span role="columnheader" className="sr-only">
              Selected
            </span>
            <span aria-hidden />
            {table.getFlatHeaders().map(({ id, column }) => (
              <SortHeading
                key={id}
                sorted={column.getIsSorted()}
                onSort={(event) => column.getToggleSortingHandler()?.(event)}
                className={cellClass(id)}
              >
                {String(column.columnDef.header)}
              </SortHeading>
            ))}
          </div>
        </div>
        <div role="rowgroup" style={{ height: rows.getTotalSize() }} className="relative">
          {rows.getVirtualItems().map((item) => {
            const row = shown[item.index];
            if (row === undefined) return null;
            const { node } = row.original;
            const chosen = isSelected.has(row.id);
            return (
              // The grid above listens to the keys.
              // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- see above
              <div
                key={row.id}
                ref={roving.rowRef(row.id)}
                role="row"
                data-list-row={row.id}
                tabIndex={row.id === roving.tabStop ? 0 : -1}
                aria-rowindex={item.index + 2}
                aria-selected={chosen}
                onFocus={() => roving.onFocus(row.id)}
                onClick={(event) => onSelect(picked(props, node.id, event))}
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                className={cn(
                  layout,
                  'absolute inset-x-0 top-0 cursor-pointer border-b border-line -outline-offset-2 hover:bg-hover',
                  chosen && 'bg-hover',
                  node.freshness === 'removed' && 'italic opacity-80',
                )}
              >
                <span role="gridcell" className="flex items-center">
                  <input
                    type="checkbox"
                    tabIndex={-1}
                    aria-label={`Select ${row.id}`}
                    checked={chosen}
                    onClick={(event) => event.stopPropagation()}
                    onChange={() => onSelect(toggled(selected, node.id))}
                    className="size-3.5 accent-ink"
                  />
                </span>
                <RowCells
                  row={row.original}
                  icon={icons.get(node.kind) ?? ''}
                  drop={drops[node.id] ?? null}
                  isCritical={critical.has(node.id)}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function sortingOf(sort: string): SortingState {
  const [id, direction] = sort.split('.');
  const isKnown = id !== undefined && columns.some((one) => one.id === id || id === 'id');
  return isKnown ? [{ id, desc: direction === 'desc' }] : [];
}

function RowCells({
  row,
  icon,
  drop,
  isCritical,
}: {
  readonly row: NodeRow;
  readonly icon: string;
  readonly drop: string | null;
  readonly isCritical: boolean;
}) {
  const { node } = row;
  const none = <span className="text-ink-faint">–</span>;
  return (
    <>
      <span role="gridcell" className={cellClass('state')}>
        <StateLabel look={nextLook(node)} className="text-xs" />
        <ChangeWord node={node} />
      </span>
      <span role="gridcell" className={cn(cellClass('id'), 'flex items-center gap-2')}>
        <KindIcon name={icon} className="size-3.5 shrink-0 text-ink-faint" />
        <span title={node.id} className="truncate">
          <span className="text-ink-faint">{node.kind}.</span>
          <span className="font-medium">{node.name}</span>
        </span>
        {isCritical && (
          <span title="On the critical path" className="shrink-0 text-run-running">
            <Route aria-hidden className="size-3.5" />
            <span className="sr-only">on the critical path</span>
          </span>
        )}
      </span>
      <span
        role="gridcell"
        title={node.reason}
        className={cn(cellClass('reason'), 'truncate text-xs text-ink-soft')}
      >
        {node.reason}
      </span>
      <span role="gridcell" className={cn(cellClass('kind'), 'truncate text-xs text-ink-soft')}>
        {node.kind}
      </span>
      <span role="gridcell" className={cn(cellClass('status'), 'flex items-center text-xs')}>
        {row.status === null ? none : <StateLabel look={runStates[row.status]} />}
      </span>
      <span role="gridcell" className={cn(cellClass('duration'), 'text-xs tabular-nums')}>
        {row.duration === null ? none : formatDuration(row.duration)}
      </span>
      <span role="gridcell" className={cn(cellClass('rows'), 'text-xs tabular-nums')}>
        {row.rows === null ? none : formatCount(row.rows)}
        {drop !== null && (
          <span title={drop} className="ml-1 text-run-failed">
            <span aria-hidden>▼</span>
            <span className="sr-only">unexpected: {drop}</span>
          </span>
        )}
      </span>
      <span role="gridcell" className={cn(cellClass('last'), 'text-xs text-ink-soft')}>
        {row.finishedAtMs === null ? none : <Ago atMs={row.finishedAtMs} />}
      </span>
    </>
  );
}

/** What the edit means to those who read the node, where there was one. */
function ChangeWord({ node }: { readonly node: NodeRow['node'] }) {
  const word = changeMark(node)?.word ?? '';
  if (node.changeClass === null || word === '') return null;
  // There is no room for it beside the words of one that failed and was edited.
  const look = node.freshness === 'failed' ? 'sr-only' : 'ml-1.5 truncate text-2xs text-ink-faint';
  return (
    <span title={word} className={look}>
      {word}
    </span>
  );
}
