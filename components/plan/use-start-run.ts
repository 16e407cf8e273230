'use client';

import { useMutation } from '@tanstack/react-query';
import { toast } from 'sonner';
import { useLive } from '../live/live-provider';
import { problemOf, valueOrThrow } from '../project/service-failure';
import { startRun } from './actions';
import { requestOf, type RunChoice } from './request-of';

/** Starts a run and shows it; a refusal is told with what to do. */
export function useStartRun() {
  const { showRun } = useLive();
  return useMutation({
    mutationFn: async (choice: RunChoice) => valueOrThrow(await startRun(requestOf(choice))),
    onSuccess: ({ runId }) => showRun(runId),
    onError: (error) => {
      const problem = problemOf(error);
      toast.error(problem.message, { description: problem.hint, duration: 10_000 });
    },
  });
}
