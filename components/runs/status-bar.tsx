import type { NodeStatus } from '@/lib/events/run-event';
import { cn } from '../ui/cn';
import { runStates } from '../ui/run-states';

/** From left to right: what is done, what goes on, what waits. */
const order: readonly NodeStatus[] = [
  'success',
  'failed',
  'cached',
  'skipped',
  'running',
  'pending',
];

/** All nodes of a run as one bar, cut by status. */
export function StatusBar({
  counts,
  className,
}: {
  readonly counts: Readonly<Record<NodeStatus, number>>;
  readonly className?: string;
}) {
  return (
    <div
      aria-hidden
      className={cn('flex h-1.5 gap-px overflow-hidden rounded-full bg-hover', className)}
    >
      {order
        .filter((status) => counts[status] > 0 && status !== 'pending')
        .map((status) => (
          <span
            key={status}
            className={cn(
              'min-w-0.5 bg-current transition-[flex-grow] duration-300',
              runStates[status].tint,
              (status === 'cached' || status === 'skipped') && 'opacity-45',
              status === 'running' && 'animate-pulse',
            )}
            style={{ flexGrow: counts[status], flexBasis: 0 }}
          />
        ))}
      {counts.pending > 0 && <span style={{ flexGrow: counts.pending, flexBasis: 0 }} />}
    </div>
  );
}
