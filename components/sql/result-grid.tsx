'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import type { QueryResult } from '@/lib/data/ask';
import { DataGrid, type GridRow } from '../data/grid/data-grid';
import { RowLayer } from '../data/grid/row-layer';
import { ValueLayer } from '../data/grid/value-layer';
import { ValueText } from '../data/grid/value-text';

/** What does not fit into a cell is cut there and shown whole in a layer. */
const shownLength = 300;

/** The rows of a query, in the grid of the outputs. */
export function ResultGrid({ result }: { readonly result: QueryResult }) {
  const [open, setOpen] = useState<{ row: number; column: number | null; anchor: Element } | null>(
    null,
  );
  const { columns, rows } = result;
  const column = open?.column == null ? undefined : columns[open.column];
  const value = open?.column == null ? null : (rows[open.row]?.[open.column] ?? null);
  return (
    <>
      <DataGrid
        label="Result"
        columns={columns}
        rowCount={rows.length}
        rowAt={(row) => toGridRow(rows[row])}
        onOpen={({ row, column: at }, anchor) => setOpen({ row, column: at, anchor })}
        onCopy={(copied, what) => {
          navigator.clipboard.writeText(copied).then(
            () => toast(`${what} copied`),
            () => toast.error('The browser does not let this page copy.'),
          );
        }}
      />
      {open !== null && column !== undefined && (
        <ValueLayer
          key={`${open.row} ${open.column ?? ''}`}
          anchor={open.anchor}
          title={column.name}
          type={column.type}
          copies={value}
          onClose={() => setOpen(null)}
        >
          <div className="min-h-0 overflow-auto px-3 py-2 font-mono text-xs leading-5 break-words whitespace-pre-wrap">
            <ValueText value={value} />
          </div>
        </ValueLayer>
      )}
      {open?.column === null && (
        <RowLayer
          key={open.row}
          row={open.row}
          columns={columns}
          values={{ values: rows[open.row] ?? [], cut: new Set() }}
          anchor={open.anchor}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function toGridRow(row: QueryResult['rows'][number] | undefined): GridRow | null {
  if (row === undefined) return null;
  const cut = new Set<number>();
  const values = row.map((value, at) => {
    if (value === null || value.length <= shownLength) return value;
    cut.add(at);
    return value.slice(0, shownLength);
  });
  return { values, cut };
}
