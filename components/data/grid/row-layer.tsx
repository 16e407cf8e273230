'use client';

import { formatCount } from '../../ui/format-count';
import type { GridColumn } from './column-look';
import type { GridRow } from './data-grid';
import { ValueLayer } from './value-layer';
import { ValueText } from './value-text';

/** All values of one row, below each other. */
export function RowLayer({
  row,
  columns,
  values,
  anchor,
  onClose,
}: {
  readonly row: number;
  readonly columns: readonly GridColumn[];
  readonly values: GridRow;
  readonly anchor: Element;
  readonly onClose: () => void;
}) {
  const pairs = columns.map((column, at) => [column, values.values[at] ?? null] as const);
  return (
    <ValueLayer
      anchor={anchor}
      title={`Row ${formatCount(row + 1)}`}
      type={null}
      copies={JSON.stringify(
        Object.fromEntries(pairs.map(([{ name }, value]) => [name, value])),
        null,
        2,
      )}
      onClose={onClose}
    >
      <dl className="min-h-0 divide-y divide-line overflow-auto px-3 text-xs">
        {pairs.map(([{ name, type }, value], at) => (
          <div
            key={at}
            className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-3 py-1.5 leading-5"
          >
            <dt className="break-words text-ink-soft" title={type}>
              {name}
            </dt>
            <dd className="break-words whitespace-pre-wrap">
              <ValueText value={value} />
              {values.cut.has(at) && '…'}
            </dd>
          </div>
        ))}
      </dl>
    </ValueLayer>
  );
}
