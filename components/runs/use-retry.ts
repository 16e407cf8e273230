'use client';

import { useMutation } from '@tanstack/react-query';
import { toast } from 'sonner';
import type { NodeId } from '@/lib/graph/node-id';
import { useShownRun } from '../live/live-provider';
import { parseParams } from '../plan/parse-params';
import { toHow, type RunOptions } from '../plan/run-options';
import { problemOf, valueOrThrow } from '../project/service-failure';
import { useGoTo } from '../ui/use-go-to';
import { retryRun } from './actions';

/** What to run again of a run, and how. */
export interface RetryWish {
  /** Only this node and what is downstream of it; null for all that is undone. */
  readonly from: NodeId | null;
  /** Null: as the run itself was asked for. */
  readonly options: RunOptions | null;
}

/** Runs again what a run left undone, and goes to the page of the new run or stays on this one; a refusal is told with what to do. */
export function useRetry(runId: string, then: 'go' | 'stay' = 'go') {
  const goTo = useGoTo();
  const { showRun } = useShownRun();
  return useMutation({
    mutationFn: async ({ from, options }: RetryWish) =>
      valueOrThrow(await retryRun({ runId, from, options: options && toRequest(options) })),
    onSuccess: (started) => {
      showRun(started.runId);
      if (then === 'go') goTo(`/runs/${started.runId}`);
    },
    onError: (error) => {
      const problem = problemOf(error);
      toast.error(problem.message, { description: problem.hint, duration: 10_000 });
    },
  });
}

function toRequest(options: RunOptions) {
  return { how: toHow(options), params: parseParams(options.params) ?? {} };
}
