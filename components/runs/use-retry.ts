'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import type { NodeId } from '@/lib/graph/node-id';
import { useLive } from '../live/live-provider';
import { problemOf, valueOrThrow } from '../project/service-failure';
import { retryRun } from './actions';

/** Runs again what a run left undone, and goes to the new run; a refusal is told with what to do. */
export function useRetry(runId: string) {
  const router = useRouter();
  const { showRun } = useLive();
  return useMutation({
    mutationFn: async (from: NodeId | null) => valueOrThrow(await retryRun({ runId, from })),
    onSuccess: (started) => {
      showRun(started.runId);
      router.push(`/runs/${started.runId}`);
    },
    onError: (error) => {
      const problem = problemOf(error);
      toast.error(problem.message, { description: problem.hint, duration: 10_000 });
    },
  });
}
