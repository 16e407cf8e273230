'use client';

import { Table } from 'lucide-react';
import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import { Button } from '../ui/button';

interface ChartCardProps {
  readonly title: string;
  /** One sentence: what is drawn, and what can be done with it. */
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly id: string;
    readonly href: string;
    readonly cells: readonly string[];
  }[];
  readonly children: ReactNode;
}

/** A chart, and the same numbers as a table for those who can't or don't want to read charts. */
export function ChartCard({ title, note, columns, rows, children }: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <figure
      aria-label={title}
      className="min-w-0 rounded-xl border border-line bg-surface p-4 shadow-card"
    >
      <figcaption className="mb-3 flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="font-medium">{title}</h2>
          <p className="text-xs text-ink-faint">{note}</p>
        </div>
        <Button look="ghost" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          <Table />
          {asTable ? 'Chart' : 'Table'}
        </Button>
      </figcaption>
      {asTable ? (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by arrow keys needs the focus
        <div className="h-[200px] overflow-auto" tabIndex={0} role="region" aria-label={title}>
          <table className="w-full text-xs">
            <thead className="sticky top-0 bg-surface text-left text-ink-faint">
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col" className="py-1 pr-3 font-medium">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.toReversed().map((row) => (
                <tr key={row.id} className="border-t border-line">
                  {row.cells.map((cell, index) => (
                    <td key={index} className="py-1 pr-3 tabular-nums">
                      {index === 0 ? (
                        <Link href={row.href} className="underline underline-offset-2">
                          {cell}
                        </Link>
                      ) : (
                        cell
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <div aria-hidden>{children}</div>
      )}
    </figure>
  );
}
