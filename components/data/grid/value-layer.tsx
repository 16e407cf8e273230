'use client';

import { Popover } from 'radix-ui';
import { useRef, type ReactNode } from 'react';
import { CopyButton } from '../../ui/copy-button';

interface ValueLayerProps {
  /** The cell that it belongs to. */
  readonly anchor: Element;
  readonly title: string;
  readonly type: string | null;
  /** What the button copies; null while it is on its way. */
  readonly copies: string | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A value or a row, whole, beside its cell. Esc closes it and gives the keys back to the grid. */
export function ValueLayer({ anchor, title, type, copies, onClose, children }: ValueLayerProps) {
  const anchorRef = useRef(anchor);
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={anchorRef} />
      <Popover.Portal>
        <Popover.Content
          side="bottom"
          align="start"
          sideOffset={4}
          collisionPadding={12}
          aria-label={title}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            const grid = anchor.closest('[role="grid"]');
            if (grid instanceof HTMLElement) grid.focus();
          }}
          className="animate-fade z-50 flex max-h-[min(28rem,70dvh)] w-[min(34rem,calc(100vw-1.5rem))] flex-col rounded-lg border border-line bg-raised shadow-float outline-none"
        >
          <header className="flex items-center gap-2 border-b border-line py-1 pr-1 pl-3">
            <h2 className="min-w-0 truncate text-sm font-medium">{title}</h2>
            {type !== null && (
              <span
                className="min-w-0 flex-1 truncate font-mono text-2xs text-ink-faint"
                title={type}
              >
                {type}
              </span>
            )}
            <span className={type === null ? 'ml-auto' : ''}>
              {copies !== null && <CopyButton text={copies} label="Copy" />}
            </span>
          </header>
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
