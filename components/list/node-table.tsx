'use client';

import type { SortingState } from '@tanstack/react-table';
import { useMemo, type KeyboardEvent } from 'react';
import { parseNodeId } from '@/lib/graph/node-id';
import { toggled } from '../graph/picture/selection-steps';
import { cn } from '../ui/cn';
import { SortHeading } from '../ui/sort-heading';
import { useRows } from '../ui/use-rows';
import { useSortedRows } from '../ui/use-sorted-rows';
import { ColumnMenu } from './column-menu';
import { picked, type ListProps } from './list-props';
import { nodeColumns, sortColumns } from './node-columns';
import { useNodeColumns } from './use-node-columns';
import { useRovingRows } from './use-roving-rows';

const layout = 'grid items-center gap-x-3 pl-4';

/** Where a column stands among all, for screen readers, which are told of those without room too; the box is the first. */
const indexOf = new Map(nodeColumns.map(({ id }, index) => [id, index + 2]));

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
    columns: sortColumns,
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
  const {
    shown: columns,
    isNarrow,
    rowStyle,
    menu,
    onWanted,
  } = useNodeColumns(scroller, sorting[0]?.id ?? '');
  // The menu stands at the end of the heads, except where the state's column has room for both.
  const rowLayout = cn(layout, isNarrow ? 'pr-3' : 'pr-9');

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
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div className="absolute top-0 right-2.5 z-20 flex h-8 items-center">
        <ColumnMenu menu={menu} onWanted={onWanted} />
      </div>
      <div ref={scroller} className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto bg-canvas">
        {/* Keys bubble from the rows, which are the controls. */}
        {/* eslint-disable-next-line jsx-a11y/interactive-supports-focus -- its rows take the focus */}
        <div
          role="grid"
          aria-label="Nodes"
          aria-multiselectable
          aria-rowcount={shown.length + 1}
          aria-colcount={nodeColumns.length + 1}
          onKeyDown={onKeyDown}
        >
          <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-canvas">
            <div
              role="row"
              aria-rowindex={1}
              style={rowStyle}
              className={cn(rowLayout, 'h-8 text-xs text-ink-faint')}
            >
              <span role="columnheader" aria-colindex={1}>
                <span className="sr-only">Selected</span>
              </span>
              {columns.map(({ id, title, isNumber }) => {
                const column = table.getColumn(id);
                return (
                  <SortHeading
                    key={id}
                    index={indexOf.get(id)}
                    sorted={column?.getIsSorted() ?? false}
                    onSort={(event) => column?.getToggleSortingHandler()?.(event)}
                    className={cn('min-w-0', isNumber && 'text-right')}
                  >
                    {title}
                  </SortHeading>
                );
              })}
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
                  style={{
                    ...rowStyle,
                    height: item.size,
                    transform: `translateY(${item.start}px)`,
                  }}
                  className={cn(
                    rowLayout,
                    'absolute inset-x-0 top-0 cursor-pointer border-b border-line -outline-offset-2 hover:bg-hover',
                    chosen && 'bg-hover',
                    node.freshness === 'removed' && 'italic opacity-80',
                  )}
                >
                  <span role="gridcell" aria-colindex={1} className="flex items-center">
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
                  {columns.map(({ id, cell, isNumber }) => (
                    <span
                      key={id}
                      role="gridcell"
                      aria-colindex={indexOf.get(id)}
                      className={cn(
                        '@container min-w-0',
                        isNumber && 'text-right text-xs tabular-nums',
                      )}
                    >
                      {cell(row.original, {
                        icon: icons.get(node.kind) ?? '',
                        drop: drops[node.id] ?? null,
                        isCritical: critical.has(node.id),
                        isNarrow,
                      })}
                    </span>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}

function sortingOf(sort: string): SortingState {
  const [id, direction] = sort.split('.');
  const isKnown = id !== undefined && nodeColumns.some((one) => one.id === id);
  return isKnown ? [{ id, desc: direction === 'desc' }] : [];
}
