'use client';

import { useQuery } from '@tanstack/react-query';
import { problemOf } from '../../project/service-failure';
import { Skeleton } from '../../ui/skeleton';
import { askData } from '../ask-data';
import type { GridColumn } from '../grid/column-look';
import { ValueLayer } from '../grid/value-layer';
import { ValueText } from '../grid/value-text';

/** One value of an output, whole; what the grid has is shown until then. */
export function CellLayer({
  output,
  rowNumber,
  column,
  version,
  anchor,
  onClose,
}: {
  readonly output: string;
  readonly rowNumber: number;
  readonly column: GridColumn;
  readonly version: string;
  readonly anchor: Element;
  readonly onClose: () => void;
}) {
  const cell = useQuery({
    queryKey: ['output-cell', output, rowNumber, column.name, version],
    queryFn: ({ signal }) =>
      askData({ type: 'cell', output, rowNumber, column: column.name }, signal),
    staleTime: Infinity,
    gcTime: 30_000,
    retry: false,
  });
  const value = cell.data?.text;
  return (
    <ValueLayer
      anchor={anchor}
      title={column.name}
      type={column.type}
      copies={value ?? null}
      onClose={onClose}
    >
      <div className="min-h-0 overflow-auto px-3 py-2 font-mono text-xs leading-5 break-words whitespace-pre-wrap">
        {cell.isError ? (
          <p role="alert" className="font-sans">
            {problemOf(cell.error).message} {problemOf(cell.error).hint}
          </p>
        ) : value === undefined ? (
          <Skeleton className="h-10" />
        ) : (
          <ValueText value={value} />
        )}
      </div>
      {cell.data?.isCut === true && (
        <p className="border-t border-line px-3 py-1.5 text-2xs text-ink-soft">
          Only the first 200,000 letters are shown.
        </p>
      )}
    </ValueLayer>
  );
}
