import type { NodeStatus } from '@/lib/events/run-event';
import { runStates } from '../ui/run-states';
import { StateIcon } from '../ui/state-label';
import { cn } from '../ui/cn';

const order: readonly NodeStatus[] = [
  'running',
  'success',
  'failed',
  'cached',
  'skipped',
  'pending',
];

/** How many nodes stand where; statuses without any are left out. */
export function StatusCounts({
  counts,
  className,
}: {
  readonly counts: Readonly<Record<NodeStatus, number>>;
  readonly className?: string;
}) {
  return (
    <ul className={cn('flex items-center gap-3 text-xs', className)}>
      {order
        .filter((status) => counts[status] > 0)
        .map((status) => (
          <li key={status} className="flex items-center gap-1 whitespace-nowrap text-ink-soft">
            <StateIcon look={runStates[status]} />
            <span className="font-medium text-ink tabular-nums">{counts[status]}</span>
            {runStates[status].label.toLowerCase()}
          </li>
        ))}
    </ul>
  );
}
