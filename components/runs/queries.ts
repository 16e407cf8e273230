import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { applyEvents, emptyRunView, type RunView } from '@/lib/events/run-view';
import { listRuns, readRun, readRunEvents } from './actions';
import { valueOrThrow } from '../project/service-failure';

const pageSize = 50;

/** The list of runs, a page at a time. */
export function runsQuery(includeEmpty: boolean) {
  return infiniteQueryOptions({
    queryKey: ['runs', { includeEmpty }],
    queryFn: async ({ pageParam }: { pageParam: string | null }) =>
      valueOrThrow(await listRuns({ limit: pageSize, before: pageParam, includeEmpty })),
    initialPageParam: null,
    getNextPageParam: (page) => (page.length < pageSize ? null : (page.at(-1)?.runId ?? null)),
    staleTime: 30_000,
  });
}

/** One run's record and its nodes, as history keeps them. */
export function runQuery(runId: string) {
  return queryOptions({
    queryKey: ['run', runId],
    queryFn: async () => valueOrThrow(await readRun(runId)),
    staleTime: 30_000,
  });
}

export function runViewKey(runId: string): readonly ['run-view', string] {
  return ['run-view', runId];
}

/**
 * A run as the sum of its events. What is in the cache already is kept and only the rest asked for; events that the stream
 * brings meanwhile are folded into the same entry, so the newest state is read again before it is returned.
 */
export function runViewQuery(client: QueryClient, runId: string) {
  const kept = (): RunView => client.getQueryData<RunView>(runViewKey(runId)) ?? emptyRunView;
  return queryOptions({
    queryKey: runViewKey(runId),
    queryFn: async () => {
      const events = valueOrThrow(await readRunEvents({ runId, afterSeq: kept().lastSeq }));
      return applyEvents(kept(), events);
    },
    staleTime: Infinity,
    gcTime: Infinity,
    structuralSharing: false,
  });
}
