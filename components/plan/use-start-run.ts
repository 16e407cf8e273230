'use client';

import { useMutation } from '@tanstack/react-query';
import { toast } from 'sonner';
import { useShownRun } from '../live/live-provider';
import { problemOf, valueOrThrow } from '../project/service-failure';
import { startPlan, startRun } from './actions';
import { requestOf, type PlanChoice } from './plan-choice';
import { toHow, useRunOptions } from './run-options';

/** What is to be run: whatever the choice comes to now, or exactly the plan with this id. */
export type RunWish = { readonly choice: PlanChoice } | { readonly planId: string };

/** Starts a run and shows it; a refusal is told with what to do. */
export function useStartRun() {
  const { showRun } = useShownRun();
  const [options] = useRunOptions();
  return useMutation({
    mutationFn: async (wish: RunWish) => {
      const how = toHow(options);
      return valueOrThrow(
        'planId' in wish
          ? await startPlan(wish.planId, how)
          : await startRun({ ...requestOf(wish.choice), ...how }),
      );
    },
    onSuccess: ({ runId }) => showRun(runId),
    onError: (error, wish) => {
      const problem = problemOf(error);
      // The plan that was refused is in view, and says itself what has moved.
      if (problem.code === 'plan_outdated' && 'planId' in wish) return;
      toast.error(problem.message, { description: problem.hint, duration: 10_000 });
    },
  });
}
