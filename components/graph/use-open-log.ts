'use client';

import { toast } from 'sonner';
import type { NodeId } from '@/lib/graph/node-id';
import type { NodeSnapshot } from '@/lib/service/project/project-snapshot';
import { useGoTo } from '../ui/use-go-to';

/** Opens the log of the run that is shown, or of the last run of the node that is: at that node. */
export function useOpenLog(input: {
  readonly nodes: readonly NodeSnapshot[];
  readonly shown: NodeId | null;
  readonly shownRun: string | null;
}): () => void {
  const goTo = useGoTo();
  const { nodes, shown, shownRun } = input;
  return () => {
    const last = shown === null ? null : (nodes.find(({ id }) => id === shown)?.last ?? null);
    const runId = shownRun ?? last?.runId ?? null;
    if (runId === null) {
      toast('There is no run to read the log of', {
        description: 'Start one, or select a node that has run.',
      });
      return;
    }
    const node = shown === null ? '' : `&node=${encodeURIComponent(shown)}`;
    goTo(`/runs/${runId}?tab=logs${node}`);
  };
}
