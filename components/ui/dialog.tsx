'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { IconButton } from './icon-button';

interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** One sentence under the title. */
  readonly description: ReactNode;
  readonly children: ReactNode;
  /** In the middle of the screen, or over its right side from top to bottom. */
  readonly place?: 'middle' | 'side';
  readonly className?: string;
}

/** A layer over the page; Esc and a click beside it close it. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  place = 'middle',
  className,
}: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="animate-fade fixed inset-0 z-40 bg-black/35 backdrop-blur-[1px] dark:bg-black/60" />
        <Radix.Content
          onOpenAutoFocus={(event) => {
            // The layer itself, not its first button, whose tooltip would be the first thing to be seen.
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          className={cn(
            'fixed z-50 flex flex-col overflow-hidden border border-line bg-raised shadow-float outline-none',
            place === 'middle'
              ? 'animate-rise top-1/2 left-1/2 max-h-[85dvh] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-xl'
              : 'animate-slide inset-y-0 right-0 w-[min(40rem,100vw)] border-y-0 border-r-0',
            className,
          )}
        >
          <header className="flex items-start gap-3 border-b border-line px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
              <Radix.Description asChild>
                <div className="mt-0.5 text-sm text-ink-soft">{description}</div>
              </Radix.Description>
            </div>
            <Radix.Close asChild>
              <IconButton label="Close" className="-mt-1 -mr-2">
                <X />
              </IconButton>
            </Radix.Close>
          </header>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
