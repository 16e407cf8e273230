'use client';

import { Download, Search, SearchX, SquareTerminal, TriangleAlert, X } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import type { ColumnFilter, ColumnSort } from '@/lib/data/ask';
import type { NodeId } from '@/lib/graph/node-id';
import { problemOf } from '../../project/service-failure';
import { Button, buttonClass } from '../../ui/button';
import { formatCount } from '../../ui/format-count';
import { Notice } from '../../ui/notice';
import { Skeleton } from '../../ui/skeleton';
import { csvAddress } from '../ask-data';
import { DataGrid } from '../grid/data-grid';
import { RowLayer } from '../grid/row-layer';
import { CellLayer } from './cell-layer';
import { ColumnChooser } from './column-chooser';
import { ColumnMenu } from './column-menu';
import { filterText } from './filter-words';
import { nextSort } from './next-sort';
import { sqlOfView } from './sql-of-view';
import { useViewPages } from './use-view-pages';
import type { GridColumn } from '../grid/column-look';

/** What of an output is shown, and how. */
export interface RowsChoice {
  readonly filters: readonly ColumnFilter[];
  readonly sort: readonly ColumnSort[];
  /** Null for all. */
  readonly columns: readonly string[] | null;
}

interface OutputRowsProps {
  readonly id: NodeId;
  /** Of the project: rows are asked for again when something was built. */
  readonly version: string;
  readonly allColumns: readonly GridColumn[] | null;
  readonly choice: RowsChoice;
  readonly onChoice: (choice: RowsChoice) => void;
}

interface OpenPlace {
  readonly row: number;
  readonly column: number | null;
  readonly anchor: Element;
}

/** The rows of an output: sorted, filtered and paged by DuckDB. */
export function OutputRows({ id, version, allColumns, choice, onChoice }: OutputRowsProps) {
  const { filters, sort, columns } = choice;
  const [open, setOpen] = useState<OpenPlace | null>(null);
  const [text, setText] = useState('');
  const pages = useViewPages({ output: id, filters, sort }, columns, version);
  const { head } = pages;
  const addFilter = (filter: ColumnFilter): void =>
    onChoice({ ...choice, filters: [...filters, filter] });
  const shownColumns = head?.columns ?? [];
  const all = allColumns ?? shownColumns;
  const opened = open === null ? null : pages.rowAt(open.row);
  const openedColumn = open?.column == null ? undefined : shownColumns[open.column];
  const openedNumber = open === null ? null : pages.rowNumberAt(open.row);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-x-1 gap-y-1.5 border-b border-line bg-surface px-3 py-1.5">
        <form
          role="search"
          className="relative min-w-40 flex-1 sm:max-w-72"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== '') {
              addFilter({ column: null, operator: 'contains', value: text.trim() });
            }
            setText('');
          }}
        >
          <Search
            aria-hidden
            className="pointer-events-none absolute top-2 left-2 size-4 text-ink-faint"
          />
          <input
            value={text}
            onChange={(event) => setText(event.target.value)}
            aria-label="Find in all columns"
            placeholder="Find in all columns, Enter"
            spellCheck={false}
            autoComplete="off"
            className="h-8 w-full rounded-md border border-line bg-surface pr-2 pl-8 text-sm"
          />
        </form>
        <p role="status" className="px-2 text-xs text-ink-soft tabular-nums">
          {head !== null &&
            (filters.length === 0
              ? `${formatCount(head.outputRows)} rows`
              : `${formatCount(head.total)} of ${formatCount(head.outputRows)} rows`)}
        </p>
        <span className="ml-auto flex items-center">
          {all.length > 0 && (
            <ColumnChooser
              all={all}
              shown={columns}
              onChange={(next) => onChoice({ ...choice, columns: next })}
            />
          )}
          <Link
            href={`/sql?q=${encodeURIComponent(sqlOfView(id, choice))}`}
            title="Ask more of these rows in SQL"
            className={buttonClass('ghost')}
          >
            <SquareTerminal aria-hidden />
            <span className="max-sm:sr-only">SQL</span>
          </Link>
          <a
            href={csvAddress({ view: { output: id, filters, sort }, columns })}
            download
            title="Download these rows as CSV"
            className={buttonClass('ghost')}
          >
            <Download aria-hidden />
            <span className="max-sm:sr-only">CSV</span>
          </a>
        </span>
      </div>
      {(filters.length > 0 || sort.length > 0) && (
        <ul
          aria-label="Filters and sorting"
          className="flex shrink-0 flex-wrap items-center gap-1 border-b border-line bg-surface px-3 py-1.5"
        >
          {filters.map((filter, at) => (
            <Chip
              key={`${at}-${filterText(filter)}`}
              text={filterText(filter)}
              onRemove={() =>
                onChoice({ ...choice, filters: filters.filter((_, other) => other !== at) })
              }
            />
          ))}
          {sort.map(({ column, descending }) => (
            <Chip
              key={column}
              text={`${descending ? '↓' : '↑'} ${column}`}
              label={`sorted by ${column}, ${descending ? 'largest' : 'smallest'} first`}
              onRemove={() =>
                onChoice({ ...choice, sort: sort.filter((one) => one.column !== column) })
              }
            />
          ))}
          <li>
            <Button
              look="ghost"
              className="h-6 px-1.5 text-xs"
              onClick={() => onChoice({ ...choice, filters: [], sort: [] })}
            >
              Clear
            </Button>
          </li>
        </ul>
      )}
      {pages.error !== null ? (
        <Notice
          icon={TriangleAlert}
          title={problemOf(pages.error).message}
          actions={
            <>
              {filters.length + sort.length > 0 && (
                <Button onClick={() => onChoice({ filters: [], sort: [], columns: null })}>
                  Clear filters and sorting
                </Button>
              )}
              <Button onClick={pages.retry}>Try again</Button>
            </>
          }
        >
          {problemOf(pages.error).hint}
        </Notice>
      ) : head === null ? (
        <div aria-busy className="space-y-1.5 p-3">
          {Array.from({ length: 8 }, (_, at) => (
            <Skeleton key={at} className="h-6" />
          ))}
        </div>
      ) : head.total === 0 && filters.length > 0 ? (
        <Notice
          icon={SearchX}
          title="No row is like that"
          actions={
            <Button onClick={() => onChoice({ ...choice, filters: [] })}>Clear filters</Button>
          }
        >
          {formatCount(head.outputRows)} rows are there; the filters keep none of them.
        </Notice>
      ) : (
        <DataGrid
          label={`Rows of ${id}`}
          columns={head.columns}
          rowCount={head.total}
          rowAt={pages.rowAt}
          onRange={pages.onRange}
          sortOf={(name) => {
            const found = sort.find(({ column }) => column === name);
            if (found === undefined) return undefined;
            return found.descending ? 'descending' : 'ascending';
          }}
          onSort={(column, add) => onChoice({ ...choice, sort: nextSort(sort, column, add) })}
          headerActions={(column) => (
            <ColumnMenu
              column={column}
              onFilter={addFilter}
              onSort={(descending) =>
                onChoice({ ...choice, sort: [{ column: column.name, descending }] })
              }
              onHide={
                head.columns.length === 1
                  ? null
                  : () =>
                      onChoice({
                        ...choice,
                        columns: head.columns
                          .map(({ name }) => name)
                          .filter((name) => name !== column.name),
                      })
              }
            />
          )}
          onOpen={({ row, column }, anchor) => setOpen({ row, column, anchor })}
          onCopy={(copied, what) => {
            navigator.clipboard.writeText(copied).then(
              () => toast(`${what} copied`),
              () => toast.error('The browser does not let this page copy.'),
            );
          }}
        />
      )}
      {head !== null && head.total === 0 && filters.length === 0 && (
        <p className="shrink-0 border-t border-line bg-surface px-4 py-3 text-ink-soft">
          The output is there and has no rows.
        </p>
      )}
      {open !== null && openedColumn !== undefined && openedNumber !== null && (
        <CellLayer
          key={`${open.row} ${openedColumn.name}`}
          output={id}
          rowNumber={openedNumber}
          column={openedColumn}
          version={version}
          anchor={open.anchor}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.column === null && opened !== null && (
        <RowLayer
          key={open.row}
          row={open.row}
          columns={shownColumns}
          values={opened}
          anchor={open.anchor}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

function Chip({
  text,
  label = text,
  onRemove,
}: {
  readonly text: string;
  readonly label?: string;
  readonly onRemove: () => void;
}) {
  return (
    <li className="flex max-w-full items-center rounded-md border border-line bg-sunken pl-2 text-xs">
      <span className="truncate" aria-label={label}>
        {text}
      </span>
      <button
        type="button"
        onClick={onRemove}
        aria-label={`Remove: ${label}`}
        className="ml-1 inline-flex size-6 shrink-0 items-center justify-center rounded text-ink-faint hover:bg-hover hover:text-ink"
      >
        <X aria-hidden className="size-3" />
      </button>
    </li>
  );
}
