import type { ReactNode } from 'react';
import { cn } from './cn';

/** A key of the keyboard. */
export function Kbd({
  children,
  inverted = false,
}: {
  readonly children: ReactNode;
  /** On a dark ground in the light theme and the reverse. */
  readonly inverted?: boolean;
}) {
  return (
    <kbd
      className={cn(
        'inline-flex h-5 min-w-5 items-center justify-center rounded border px-1 font-mono text-2xs leading-none',
        inverted ? 'border-surface/30 text-surface/90' : 'border-line bg-sunken text-ink-soft',
      )}
    >
      {children}
    </kbd>
  );
}
