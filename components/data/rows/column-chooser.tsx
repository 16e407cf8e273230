'use client';

import { Columns3 } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { cn } from '../../ui/cn';
import { shortType, type GridColumn } from '../grid/column-look';

interface ColumnChooserProps {
  readonly all: readonly GridColumn[];
  /** Null: all are shown. */
  readonly shown: readonly string[] | null;
  readonly onChange: (shown: readonly string[] | null) => void;
}

/** Which columns are shown; those that aren't are not read either. */
export function ColumnChooser({ all, shown, onChange }: ColumnChooserProps) {
  const [text, setText] = useState('');
  const chosen = new Set(shown ?? all.map(({ name }) => name));
  const listed = all.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));
  const set = (names: readonly string[]): void =>
    onChange(names.length === all.length ? null : names);
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button look="ghost" aria-label="Columns" title="Choose columns">
          <Columns3 aria-hidden />
          <span className="max-sm:sr-only">
            {shown === null ? 'Columns' : `${shown.length} of ${all.length} columns`}
          </span>
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Columns to show"
          className="animate-fade z-50 flex max-h-96 w-72 flex-col rounded-lg border border-line bg-raised shadow-float outline-none"
        >
          <div className="flex items-center gap-1 border-b border-line p-2">
            <input
              value={text}
              onChange={(event) => setText(event.target.value)}
              aria-label="Find a column"
              placeholder="Find a column"
              className="h-8 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-2 text-sm"
            />
            <Button look="ghost" onClick={() => onChange(null)}>
              All
            </Button>
          </div>
          <ul className="min-h-0 flex-1 overflow-y-auto p-1">
            {listed.map((column) => {
              const isShown = chosen.has(column.name);
              const isLast = isShown && chosen.size === 1;
              return (
                <li key={column.name}>
                  <label
                    className={cn(
                      'flex items-center gap-2 rounded-md px-2 py-1 hover:bg-hover',
                      isLast && 'opacity-60',
                    )}
                  >
                    <input
                      type="checkbox"
                      checked={isShown}
                      disabled={isLast}
                      onChange={() =>
                        set(
                          all
                            .map(({ name }) => name)
                            .filter((name) => (name === column.name ? !isShown : chosen.has(name))),
                        )
                      }
                      className="accent-ink"
                    />
                    <span className="min-w-0 flex-1 truncate">{column.name}</span>
                    <span className="font-mono text-2xs text-ink-faint">
                      {shortType(column.type)}
                    </span>
                  </label>
                </li>
              );
            })}
            {listed.length === 0 && (
              <li className="px-2 py-3 text-ink-soft">No column is called like that.</li>
            )}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
