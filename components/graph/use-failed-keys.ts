'use client';

import type { RunView } from '@/lib/events/run-view';
import type { NodeId } from '@/lib/graph/node-id';
import type { NodeSnapshot } from '@/lib/service/project/project-snapshot';
import { useHotkeys } from '../ui/use-hotkeys';

/** The keys n and N go to the next node that failed or is broken, and to the one before, in the order of the pipeline. */
export function useFailedKeys(input: {
  readonly nodes: readonly NodeSnapshot[];
  readonly order: readonly NodeId[];
  readonly view: RunView | null;
  readonly selected: readonly NodeId[];
  readonly onSelect: (ids: readonly NodeId[]) => void;
}): void {
  const { nodes, order, view, selected, onSelect } = input;
  const goTo = (step: 1 | -1): void => {
    const bad = new Set(nodes.filter((node) => isBad(node, view)).map(({ id }) => id));
    const failed = order.filter((id) => bad.has(id));
    const now = failed.findIndex((id) => id === selected.at(-1));
    const start = now === -1 && step === -1 ? 0 : now;
    const next = failed[(start + step + failed.length) % failed.length];
    if (next !== undefined) onSelect([next]);
  };
  useHotkeys({ n: () => goTo(1), N: () => goTo(-1) });
}

function isBad({ id, freshness }: NodeSnapshot, view: RunView | null): boolean {
  return (
    freshness === 'failed' || freshness === 'broken' || view?.nodes.get(id)?.status === 'failed'
  );
}
