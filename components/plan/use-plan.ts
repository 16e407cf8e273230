'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import type { PlanReview } from '@/lib/service/planning/plan-review';
import type { ServiceError } from '@/lib/service/service-error';
import { problemOf, valueOrThrow } from '../project/service-failure';
import { reviewPlan } from './actions';
import { changedNodes, choiceOf, requestOf, type PlanChoice } from './plan-choice';
import { keptPlanKey, keptPlanQuery } from './queries';
import { toHow, useRunOptions } from './run-options';

/** The plan under review. */
export interface PlanUnderReview {
  readonly isOpen: boolean;
  readonly choice: PlanChoice;
  /** As it would be now; null while it is made, or when it can't be. */
  readonly review: PlanReview | null;
  /** What is not as it was when the plan in the address was made; null for nothing. */
  readonly moved: string | null;
  readonly problem: ServiceError | null;
  /** Plans a choice, and shows it. */
  readonly open: (choice: PlanChoice) => void;
  /** Takes the plan as it is now in the place of the one that no longer holds. */
  readonly takeNew: () => void;
  /** It was refused: asks what has moved, which the page may not have heard of yet. */
  readonly lookAgain: () => void;
  readonly close: () => void;
}

/** The plan that the address names: made, opened, followed while project and state move, and closed. */
export function usePlan(
  /** Of the project's snapshot. */
  version: string,
): PlanUnderReview {
  const client = useQueryClient();
  const [options] = useRunOptions();
  const [id, setId] = useQueryState('plan', parseAsString.withOptions({ scroll: false }));
  const [wanted, setWanted] = useState<PlanChoice | null>(null);
  const make = useMutation({
    mutationFn: async (choice: PlanChoice) =>
      valueOrThrow(await reviewPlan({ ...requestOf(choice), ...toHow(options) })),
    onSuccess: (review) => {
      client.setQueryData(keptPlanKey(review.id, version), { review, moved: null });
      void setId(review.id, { history: id === null ? 'push' : 'replace' });
    },
  });
  const kept = useQuery(keptPlanQuery(id, version));
  const current = make.isPending || make.isError ? undefined : kept.data;
  const review = id === null ? null : (current?.review ?? null);
  const failure = make.error ?? (id === null ? null : kept.error);
  return {
    isOpen: id !== null || make.isPending || make.isError,
    choice: wanted ?? (review === null ? changedNodes : choiceOf(review.request)),
    review,
    moved: review === null ? null : (current?.moved ?? null),
    problem: failure === null ? null : problemOf(failure),
    open: (choice) => {
      setWanted(choice);
      make.mutate(choice);
    },
    takeNew: () => {
      if (review !== null) void setId(review.id, { history: 'replace' });
    },
    lookAgain: () => {
      void client.invalidateQueries({ queryKey: ['project'] });
      void client.invalidateQueries({ queryKey: ['plan', id] });
    },
    close: () => {
      setWanted(null);
      make.reset();
      void setId(null, { history: 'push' });
    },
  };
}
