'use client';

import {
  getCoreRowModel,
  getSortedRowModel,
  useReactTable,
  type ColumnDef,
  type SortingState,
  type Table,
} from '@tanstack/react-table';

/** A table whose rows can be sorted by its columns; who uses it keeps by which. */
export function useSortedRows<Row extends { readonly id: string }>({
  rows,
  columns,
  sorting,
  onSorting,
}: {
  readonly rows: readonly Row[];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each column has values of its own type
  readonly columns: ColumnDef<Row, any>[];
  readonly sorting: SortingState;
  readonly onSorting: (sorting: SortingState) => void;
}): Table<Row> {
  // eslint-disable-next-line react-hooks/incompatible-library -- the library's own limit; nothing here is memoized
  return useReactTable({
    data: rows as Row[],
    columns,
    state: { sorting },
    onSortingChange: (change) => onSorting(typeof change === 'function' ? change(sorting) : change),
    // There are no pages; going back to the first one after each sorting would render without end.
    autoResetPageIndex: false,
    getRowId: (row) => row.id,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
  });
}
