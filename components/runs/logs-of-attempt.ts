import type { LogLine } from '@/lib/events/run-event';
import type { NodeView } from '@/lib/events/run-view';

/** What a node said in one of its tries, or in all (null). A try goes on until the next one begins. */
export function logsOfAttempt(
  logs: readonly LogLine[],
  node: Pick<NodeView, 'id' | 'attempts'>,
  attempt: number | null,
): readonly LogLine[] {
  const own = logs.filter((line) => line.node_id === node.id);
  if (attempt === null) return own;
  const from = node.attempts.find((one) => one.attempt === attempt)?.seq ?? Infinity;
  const until = node.attempts.find((one) => one.attempt > attempt)?.seq ?? Infinity;
  return own.filter((line) => line.seq > from && line.seq < until);
}
