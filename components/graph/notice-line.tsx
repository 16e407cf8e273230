import type { ReactNode } from 'react';
import { Button } from '../ui/button';

/** A line between the tools and the graph: what of the address can't be followed, and the way out. */
export function NoticeLine({
  children,
  leave,
  onLeave,
}: {
  readonly children: ReactNode;
  /** What the button says. */
  readonly leave: string;
  readonly onLeave: () => void;
}) {
  return (
    <p
      role="status"
      className="flex shrink-0 items-center justify-between gap-3 border-b border-line bg-sunken px-4 py-2"
    >
      <span className="min-w-0">{children}</span>
      <Button look="ghost" onClick={onLeave}>
        {leave}
      </Button>
    </p>
  );
}
