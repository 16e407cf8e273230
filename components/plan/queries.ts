import { queryOptions } from '@tanstack/react-query';
import { valueOrThrow } from '../project/service-failure';
import { previewPlan } from './actions';
import { requestOf, type RunChoice } from './request-of';

/** What a run would do, as of a version of the project. */
export function planQuery(choice: RunChoice, version: string) {
  return queryOptions({
    queryKey: ['plan', choice, version],
    queryFn: async () => valueOrThrow(await previewPlan(requestOf(choice))),
    staleTime: Infinity,
  });
}
