'use client';

import { Tooltip } from 'radix-ui';
import type { ReactElement } from 'react';
import { Kbd } from './kbd';

interface HintProps {
  readonly text: string;
  /** The key that does the same as the thing under the pointer. */
  readonly shortcut?: string;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  readonly children: ReactElement;
}

/** A short text beside what is under the pointer or has the focus. */
export function Hint({ text, shortcut, side = 'bottom', children }: HintProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="animate-fade z-50 flex max-w-80 items-center gap-2 rounded-md bg-ink px-2 py-1 text-xs text-surface shadow-lift"
        >
          {text}
          {shortcut !== undefined && <Kbd inverted>{shortcut}</Kbd>}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
