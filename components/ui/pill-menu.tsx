'use client';

import { ChevronDown, X } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { menuSurface } from './menu-styles';

interface PillMenuProps {
  readonly title: string;
  /** What is chosen in it now, shown beside the title. */
  readonly chosen: readonly string[];
  /** The name of the button that takes all of it back. */
  readonly clearLabel: string;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

/** A menu of things to choose several of, that tells while it is closed which ones are. */
export function PillMenu({ title, chosen, clearLabel, onClear, children }: PillMenuProps) {
  return (
    <span
      className={cn(
        'inline-flex h-7 shrink-0 items-center rounded-full border text-xs transition-colors',
        chosen.length > 0 ? 'border-line-strong bg-hover' : 'border-line',
      )}
    >
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="inline-flex h-full items-center gap-1 rounded-full px-2.5 whitespace-nowrap text-ink-soft hover:text-ink">
          {title}
          {chosen.length > 0 && (
            <span className="max-w-40 truncate font-medium text-ink">{chosen.join(', ')}</span>
          )}
          <ChevronDown aria-hidden className="size-3 text-ink-faint" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            align="start"
            sideOffset={6}
            collisionPadding={8}
            className={cn(menuSurface, 'max-h-80 min-w-44')}
          >
            {children}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {chosen.length > 0 && (
        <button
          type="button"
          aria-label={clearLabel}
          onClick={onClear}
          className="mr-1 rounded-full p-0.5 text-ink-faint hover:bg-line hover:text-ink"
        >
          <X aria-hidden className="size-3" />
        </button>
      )}
    </span>
  );
}
