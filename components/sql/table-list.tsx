'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { QueryTable } from '@/lib/service/data/output-reader';
import { cn } from '../ui/cn';
import { shortType } from '../data/grid/column-look';

/** What can be queried: every output with its columns. A click on a name puts it into the query. */
export function TableList({
  tables,
  onInsert,
}: {
  readonly tables: readonly QueryTable[];
  readonly onInsert: (text: string) => void;
}) {
  const [text, setText] = useState('');
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const wanted = text.trim().toLowerCase();
  const listed = tables.filter(
    ({ name, columns }) =>
      name.toLowerCase().includes(wanted) ||
      columns.some((column) => column.name.toLowerCase().includes(wanted)),
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="p-2">
        <input
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label="Find a table or a column"
          placeholder="Find a table or a column"
          className="h-8 w-full rounded-md border border-line-strong bg-surface px-2 text-sm"
        />
      </div>
      <ul aria-label="Tables" className="min-h-0 flex-1 overflow-y-auto px-1 pb-2">
        {listed.map((table) => {
          const isOpen = open.has(table.name) || (wanted !== '' && listed.length <= 5);
          return (
            <li key={table.name}>
              <div className="flex items-center rounded-md hover:bg-hover">
                <button
                  type="button"
                  aria-expanded={isOpen}
                  aria-label={`Columns of ${table.name}`}
                  onClick={() => {
                    const next = new Set(open);
                    if (!next.delete(table.name)) next.add(table.name);
                    setOpen(next);
                  }}
                  className="inline-flex size-7 shrink-0 items-center justify-center text-ink-faint"
                >
                  <ChevronRight
                    aria-hidden
                    className={cn('size-3.5 transition-transform', isOpen && 'rotate-90')}
                  />
                </button>
                <button
                  type="button"
                  title={`Put ${table.name} into the query`}
                  onClick={() => onInsert(table.name)}
                  className="min-w-0 flex-1 truncate py-1 text-left"
                >
                  {table.name}
                </button>
              </div>
              {isOpen && (
                <ul className="mb-1 ml-7 border-l border-line pl-2">
                  {table.columns.map((column) => (
                    <li key={column.name}>
                      <button
                        type="button"
                        title={`${column.name} ${column.type}`}
                        onClick={() => onInsert(column.name)}
                        className="flex w-full items-baseline gap-2 rounded px-1.5 py-0.5 text-left text-xs hover:bg-hover"
                      >
                        <span className="min-w-0 flex-1 truncate">{column.name}</span>
                        <span className="font-mono text-2xs text-ink-faint">
                          {shortType(column.type)}
                        </span>
                      </button>
                    </li>
                  ))}
                  {table.columns.length === 0 && (
                    <li className="px-1.5 text-xs text-ink-soft">It can’t be read now.</li>
                  )}
                </ul>
              )}
            </li>
          );
        })}
        {listed.length === 0 && (
          <li className="px-2 py-3 text-ink-soft">
            {tables.length === 0
              ? 'No output is built yet. Run the project, then its outputs are listed here.'
              : 'No table or column is called like that.'}
          </li>
        )}
      </ul>
    </div>
  );
}
