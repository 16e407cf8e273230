import type { NodeId } from '../graph/node-id';

/** The text by which users know a cycle: `DAG contains cycle: a -> b -> a`. */
export function cycleMessage(cycle: readonly NodeId[]): string {
  return `DAG contains cycle: ${cycle.join(' -> ')}`;
}
