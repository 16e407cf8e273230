'use client';

import { Tabs as Parts } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn';

/** A row of tabs and what belongs to them. Arrow keys walk through the row, as radix has it. */
export function Tabs<Value extends string>({
  label,
  value,
  tabs,
  onChange,
  className,
  rowClassName,
  children,
}: {
  /** What the tabs are parts of, for screen readers. */
  readonly label: string;
  readonly value: Value;
  readonly tabs: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly onChange: (value: Value) => void;
  readonly className?: string;
  /** The row's distance to the edges of what it stands in, and between its tabs. */
  readonly rowClassName: string;
  /** A `TabPanel` for each tab. */
  readonly children: ReactNode;
}) {
  return (
    <Parts.Root
      value={value}
      onValueChange={(next) => {
        const tab = tabs.find((one) => one.value === next);
        if (tab !== undefined) onChange(tab.value);
      }}
      className={cn('flex flex-1 flex-col', className)}
    >
      <Parts.List
        aria-label={label}
        className={cn(
          // The line is a shadow: the marks of tabs lie on it, which what scrolls would cut off below a border.
          'flex shrink-0 overflow-x-auto shadow-[inset_0_-1px_var(--line)]',
          rowClassName,
        )}
      >
        {tabs.map((tab) => (
          <Parts.Trigger
            key={tab.value}
            value={tab.value}
            className="shrink-0 border-b-2 border-transparent py-2 text-sm text-ink-soft transition-colors hover:text-ink data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {tab.label}
          </Parts.Trigger>
        ))}
      </Parts.List>
      {children}
    </Parts.Root>
  );
}

export const TabPanel = Parts.Content;
