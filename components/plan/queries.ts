import { queryOptions } from '@tanstack/react-query';
import { valueOrThrow } from '../project/service-failure';
import { reopenPlan } from './actions';

/** Where the cache keeps a plan, as of a version of the project's snapshot. */
export function keptPlanKey(id: string | null, version: string): readonly unknown[] {
  return ['plan', id, version];
}

/** A plan that was made before, as it would be now, and what has moved since. */
export function keptPlanQuery(id: string | null, version: string) {
  return queryOptions({
    queryKey: keptPlanKey(id, version),
    queryFn: async () => valueOrThrow(await reopenPlan(id)),
    enabled: id !== null,
    staleTime: Infinity,
    // While an edit on disk is taken in, the plan stays to be read.
    placeholderData: (previous) => (previous?.review.id === id ? previous : undefined),
  });
}
