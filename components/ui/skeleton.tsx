import { cn } from './cn';
import { Late } from './late';

/** A grey place for text that is on its way. */
export function Skeleton({ className }: { readonly className?: string }) {
  return (
    <Late>
      <div aria-hidden className={cn('animate-pulse rounded bg-hover', className)} />
    </Late>
  );
}
