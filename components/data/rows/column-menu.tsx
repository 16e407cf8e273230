'use client';

import { EllipsisVertical } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useId, useState } from 'react';
import type { ColumnFilter, FilterOperator } from '@/lib/data/ask';
import { Button } from '../../ui/button';
import type { GridColumn } from '../grid/column-look';
import { needsValue, operatorsFor, operatorWords } from './filter-words';

interface ColumnMenuProps {
  readonly column: GridColumn;
  readonly onFilter: (filter: ColumnFilter) => void;
  readonly onSort: (descending: boolean) => void;
  readonly onHide: (() => void) | null;
}

const field =
  'h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 text-sm text-ink';

/** What one can do with a column: filter by it, sort by it, hide it. */
export function ColumnMenu({ column, onFilter, onSort, onHide }: ColumnMenuProps) {
  const [open, setOpen] = useState(false);
  const operators = operatorsFor(column.type);
  const [operator, setOperator] = useState<FilterOperator>(operators[0] ?? 'contains');
  const [value, setValue] = useState('');
  const id = useId();
  const close = (act: () => void) => () => {
    act();
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        data-grid-action
        tabIndex={-1}
        aria-label={`Filter, sort or hide ${column.name}`}
        className="mr-1.5 inline-flex size-6 shrink-0 items-center justify-center rounded text-ink-faint hover:bg-hover hover:text-ink data-[state=open]:bg-hover"
      >
        <EllipsisVertical aria-hidden className="size-3.5" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          data-grid-action
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={`Column ${column.name}`}
          className="animate-fade z-50 w-64 rounded-lg border border-line bg-raised p-2.5 shadow-float outline-none"
        >
          <p className="truncate px-0.5 text-sm font-medium">{column.name}</p>
          <p className="mb-2 px-0.5 font-mono text-2xs break-words text-ink-faint">{column.type}</p>
          <form
            className="space-y-1.5"
            onSubmit={(event) => {
              event.preventDefault();
              onFilter({ column: column.name, operator, value });
              setValue('');
              setOpen(false);
            }}
          >
            <label htmlFor={`${id}-operator`} className="sr-only">
              How to compare
            </label>
            <select
              id={`${id}-operator`}
              value={operator}
              onChange={(event) => {
                const chosen = operators.find((one) => one === event.target.value);
                if (chosen !== undefined) setOperator(chosen);
              }}
              className={field}
            >
              {operators.map((one) => (
                <option key={one} value={one}>
                  {operatorWords[one]}
                </option>
              ))}
            </select>
            {needsValue(operator) && (
              <>
                <label htmlFor={`${id}-value`} className="sr-only">
                  Value
                </label>
                <input
                  id={`${id}-value`}
                  value={value}
                  onChange={(event) => setValue(event.target.value)}
                  placeholder="Value"
                  autoComplete="off"
                  spellCheck={false}
                  className={field}
                />
              </>
            )}
            <Button type="submit" look="primary" className="w-full">
              Filter
            </Button>
          </form>
          <div className="mt-2 grid gap-0.5 border-t border-line pt-2">
            <MenuButton onClick={close(() => onSort(false))}>Sort, smallest first</MenuButton>
            <MenuButton onClick={close(() => onSort(true))}>Sort, largest first</MenuButton>
            {onHide !== null && <MenuButton onClick={close(onHide)}>Hide column</MenuButton>}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function MenuButton({
  onClick,
  children,
}: {
  readonly onClick: () => void;
  readonly children: string;
}) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="rounded-md px-2 py-1 text-left text-sm hover:bg-hover"
    >
      {children}
    </button>
  );
}
