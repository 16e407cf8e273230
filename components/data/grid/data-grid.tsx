'use client';

import {
  getCoreRowModel,
  useReactTable,
  type ColumnDef,
  type ColumnSizingState,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { cn } from '../../ui/cn';
import { formatCount } from '../../ui/format-count';
import { isNestedType, isNumberType, shortType, widthOf, type GridColumn } from './column-look';
import { moveCell, type CellPlace } from './move-cell';
import { useScaledRows } from './use-scaled-rows';
import { ValueText } from './value-text';

const rowHeight = 30;
const headerHeight = 46;
const numberWidth = 64;

/** One row; null while it is on its way. */
export interface GridRow {
  readonly values: readonly (string | null)[];
  /** Columns of which more is to be seen than the cell shows. */
  readonly cut: ReadonlySet<number>;
}

interface DataGridProps {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  readonly rowCount: number;
  readonly rowAt: (row: number) => GridRow | null;
  /** Told which rows are in sight. */
  readonly onRange?: (first: number, last: number) => void;
  /** What stands in the header of a column beside its name and type. */
  readonly headerActions?: (column: GridColumn) => ReactNode;
  /** How a column is sorted. */
  readonly sortOf?: (column: string) => 'ascending' | 'descending' | undefined;
  readonly onSort?: (column: string, add: boolean) => void;
  /** A value is to be seen whole: a click on a cut one, Enter on any. `column` null: the whole row. */
  readonly onOpen: (place: { row: number; column: number | null }, anchor: Element) => void;
  readonly onCopy: (text: string, what: string) => void;
}

/**
 * Rows and columns of any number, of which those in sight are drawn. One tab stop: arrows move the cell,
 * Enter opens it, Ctrl+C copies it, or the row from its number.
 */
export function DataGrid(props: DataGridProps) {
  const { label, columns, rowCount, rowAt, onRange, onOpen, onCopy } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<CellPlace>({ row: 0, column: 0 });
  const [sizing, setSizing] = useState<ColumnSizingState>({});

  const definitions = useMemo(
    () => columns.map((column, at): ColumnDef<GridRow> => ({ id: `${at}:${column.name}` })),
    [columns],
  );
  const first = rowAt(0) !== null;
  const widths = useMemo(
    () =>
      columns.map((column, at) =>
        widthOf(
          column,
          Array.from({ length: Math.min(rowCount, 60) }, (_, row) => rowAt(row)?.values[at] ?? ''),
        ),
      ),
    // Once by the first rows: columns that change their width while one scrolls can't be read.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
    [columns, first],
  );
  // eslint-disable-next-line react-hooks/incompatible-library -- the library's own limit; nothing here is memoized
  const table = useReactTable<GridRow>({
    data: noRows,
    columns: definitions,
    getCoreRowModel: getCoreRowModel(),
    columnResizeMode: 'onChange',
    state: { columnSizing: sizing },
    onColumnSizingChange: setSizing,
  });
  const headers = table.getFlatHeaders();
  const widthAt = (at: number): number => sizing[definitions[at]?.id ?? ''] ?? widths[at] ?? 120;

  const { rows, height, placeOf, scrollToRow } = useScaledRows(
    scroller,
    rowCount,
    rowHeight,
    headerHeight,
  );
  const across = useVirtualizer<HTMLDivElement, Element>({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: widthAt,
    overscan: 4,
    paddingStart: numberWidth,
    scrollPaddingStart: numberWidth,
  });
  useEffect(() => across.measure(), [across, sizing, widths]);

  const inSight = rows.getVirtualItems();
  const [from, to] = [inSight[0]?.index ?? 0, inSight.at(-1)?.index ?? 0];
  useEffect(() => onRange?.(from, to), [onRange, from, to]);

  const move = (next: CellPlace): void => {
    setActive(next);
    if (next.row >= 0) scrollToRow(next.row);
    if (next.column >= 0) across.scrollToIndex(next.column);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (
      event.target instanceof HTMLElement &&
      event.target.closest('[data-grid-action]') !== null
    ) {
      return;
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / rowHeight) - 2);
    const next = moveCell(active, event, { rows: rowCount, columns: columns.length, page });
    if (next !== null) {
      event.preventDefault();
      move(next);
      return;
    }
    const row = active.row < 0 ? null : rowAt(active.row);
    const column = columns[active.column];
    if ((event.key === 'Enter' || event.key === ' ') && active.row < 0 && column !== undefined) {
      event.preventDefault();
      props.onSort?.(column.name, event.shiftKey);
    } else if (event.key === 'Enter' && row !== null) {
      event.preventDefault();
      const cell = scroller.current?.querySelector('[data-active]');
      if (cell != null) onOpen({ row: active.row, column: columnOf(active) }, cell);
    } else if (event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey)) {
      if (row === null || window.getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      if (active.column < 0) onCopy(row.values.map((value) => value ?? '').join('\t'), 'Row');
      else onCopy(row.values[active.column] ?? '', 'Value');
    }
  };

  const shownColumns = across.getVirtualItems();
  return (
    // The grid is one tab stop; the cell that is active is told by aria-activedescendant.
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length + 1}
      aria-activedescendant={cellId(label, active)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="group/grid relative min-h-0 flex-1 overflow-auto bg-surface text-xs outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
    >
      <div style={{ width: across.getTotalSize() }} className="relative min-w-full">
        <div
          role="row"
          aria-rowindex={1}
          style={{ height: headerHeight }}
          className="sticky top-0 z-20 border-b border-line-strong bg-sunken"
        >
          <div
            role="columnheader"
            aria-colindex={1}
            id={cellId(label, { row: -1, column: -1 })}
            style={{ width: numberWidth }}
            className="sticky left-0 z-10 inline-flex h-full items-center justify-end border-r border-line bg-sunken px-2 text-2xs text-ink-faint"
          >
            <span className="sr-only">Row number</span>
            <span aria-hidden>#</span>
          </div>
          {shownColumns.map((item) => {
            const column = columns[item.index];
            const header = headers[item.index];
            if (column === undefined) return null;
            const isActive = active.row === -1 && active.column === item.index;
            const sort = props.sortOf?.(column.name);
            return (
              <div
                key={item.key}
                role="columnheader"
                aria-colindex={item.index + 2}
                aria-sort={sort ?? (props.onSort === undefined ? undefined : 'none')}
                id={cellId(label, { row: -1, column: item.index })}
                data-active={isActive ? '' : undefined}
                style={{ left: item.start, width: item.size }}
                className={cn(
                  'group/header absolute inset-y-0 flex items-center border-r border-line',
                  isActive &&
                    'group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 group-focus-visible/grid:outline-focus',
                )}
              >
                {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- keys reach it through the grid */}
                <div
                  onClick={(event) => {
                    setActive({ row: -1, column: item.index });
                    props.onSort?.(column.name, event.shiftKey);
                  }}
                  title={`${column.name}\n${column.type}`}
                  className={cn(
                    'min-w-0 flex-1 self-stretch px-2.5 py-1.5 select-none',
                    props.onSort !== undefined && 'cursor-pointer hover:bg-hover',
                    isNumberType(column.type) && props.headerActions === undefined && 'text-right',
                  )}
                >
                  <div
                    className={cn(
                      'flex items-center gap-1 font-medium',
                      isNumberType(column.type) &&
                        props.headerActions === undefined &&
                        'justify-end',
                    )}
                  >
                    <span className="truncate">{column.name}</span>
                    {sort !== undefined && (
                      <span aria-hidden>{sort === 'ascending' ? '↑' : '↓'}</span>
                    )}
                  </div>
                  <div className="truncate font-mono text-2xs text-ink-faint">
                    {shortType(column.type)}
                  </div>
                </div>
                {props.headerActions?.(column)}
                <span
                  aria-hidden
                  onMouseDown={header?.getResizeHandler()}
                  onTouchStart={header?.getResizeHandler()}
                  onDoubleClick={() => header?.column.resetSize()}
                  className="absolute inset-y-0 -right-1 z-10 w-2 cursor-col-resize touch-none hover:bg-focus/40"
                />
              </div>
            );
          })}
        </div>
        <div role="presentation" style={{ height }} className="relative">
          {inSight.map((item) => {
            const row = rowAt(item.index);
            return (
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 2}
                style={{ height: rowHeight, transform: `translateY(${placeOf(item.start)}px)` }}
                className="absolute inset-x-0 top-0 border-b border-line hover:bg-hover"
              >
                <Cell
                  id={cellId(label, { row: item.index, column: -1 })}
                  isActive={active.row === item.index && active.column === -1}
                  role="rowheader"
                  at={1}
                  style={{ width: numberWidth }}
                  className="sticky left-0 z-10 border-r bg-surface text-right text-2xs leading-[30px] text-ink-faint tabular-nums"
                  title="Enter or a double click shows the whole row"
                  onSelect={() => setActive({ row: item.index, column: -1 })}
                  onOpen={(anchor) => onOpen({ row: item.index, column: null }, anchor)}
                >
                  {formatCount(item.index + 1)}
                </Cell>
                {shownColumns.map((place) => {
                  const column = columns[place.index];
                  if (column === undefined) return null;
                  const value = row?.values[place.index];
                  const opens =
                    row !== null &&
                    (row.cut.has(place.index) || (value !== null && isNestedType(column.type)));
                  return (
                    <Cell
                      key={place.key}
                      id={cellId(label, { row: item.index, column: place.index })}
                      isActive={active.row === item.index && active.column === place.index}
                      role="gridcell"
                      at={place.index + 2}
                      style={{ left: place.start, width: place.size }}
                      className={cn(
                        'absolute inset-y-0 leading-[30px]',
                        isNumberType(column.type) && 'text-right tabular-nums',
                        opens && 'cursor-zoom-in',
                      )}
                      opensByClick={opens}
                      onSelect={() => setActive({ row: item.index, column: place.index })}
                      onOpen={(anchor) => onOpen({ row: item.index, column: place.index }, anchor)}
                    >
                      {value === undefined ? (
                        <span className="inline-block h-2 w-2/3 rounded bg-hover align-middle">
                          <span className="sr-only">loading</span>
                        </span>
                      ) : (
                        <ValueText value={value} />
                      )}
                      {row?.cut.has(place.index) === true && '…'}
                    </Cell>
                  );
                })}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

const noRows: GridRow[] = [];

interface CellProps {
  readonly id: string;
  readonly isActive: boolean;
  readonly role: 'gridcell' | 'rowheader';
  readonly at: number;
  readonly style: React.CSSProperties;
  readonly className: string;
  readonly title?: string;
  readonly opensByClick?: boolean;
  readonly onSelect: () => void;
  readonly onOpen: (anchor: Element) => void;
  readonly children: ReactNode;
}

function Cell({ id, isActive, role, at, className, opensByClick = false, ...rest }: CellProps) {
  const { onSelect, onOpen, children, style, title } = rest;
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- keys reach it through the grid
    <div
      id={id}
      role={role}
      aria-colindex={at}
      aria-selected={isActive}
      data-active={isActive ? '' : undefined}
      style={style}
      title={title}
      onClick={(event) => {
        onSelect();
        if (opensByClick) onOpen(event.currentTarget);
      }}
      onDoubleClick={(event) => {
        if (!opensByClick) onOpen(event.currentTarget);
      }}
      className={cn(
        'truncate border-r border-line px-2.5',
        isActive &&
          'bg-focus/10 group-focus/grid:outline-2 group-focus/grid:-outline-offset-2 group-focus/grid:outline-focus',
        className,
      )}
    >
      {children}
    </div>
  );
}

function columnOf({ column }: CellPlace): number | null {
  return column < 0 ? null : column;
}

function cellId(label: string, { row, column }: CellPlace): string {
  return `${label.replace(/\W/g, '-')}-${row}-${column}`;
}
