import type { NodeRunRecord } from './run-record';

/** One node in two runs; null where it was no part of the run. */
export interface NodeRunPair {
  readonly nodeId: string;
  readonly before: NodeRunRecord | null;
  readonly after: NodeRunRecord | null;
}

/** The nodes of two runs side by side: those of the later one in its order, then those that are gone. */
export function pairNodeRuns(
  before: readonly NodeRunRecord[],
  after: readonly NodeRunRecord[],
): NodeRunPair[] {
  const known = new Map(before.map((node) => [node.nodeId, node]));
  const present = new Set(after.map((node) => node.nodeId));
  return [
    ...after.map((node) => ({
      nodeId: node.nodeId,
      before: known.get(node.nodeId) ?? null,
      after: node,
    })),
    ...before
      .filter((node) => !present.has(node.nodeId))
      .map((node) => ({ nodeId: node.nodeId, before: node, after: null })),
  ];
}
