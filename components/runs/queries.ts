import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  type QueryClient,
} from '@tanstack/react-query';
import { applyEvents, emptyRunView, type RunView } from '@/lib/events/run-view';
import type { RunFilter, RunSort } from '@/lib/history/history-store';
import {
  compareRuns,
  countRuns,
  listRuns,
  readGrid,
  readNodeStory,
  readPastDurations,
  readRun,
  readRunEvents,
  readRunGraph,
  readRunRows,
} from './actions';
import { valueOrThrow } from '../project/service-failure';

const pageSize = 50;

/** What a list of runs is asked for, as its address says. */
export interface RunsRequest {
  readonly includeEmpty: boolean;
  readonly filter: RunFilter;
  readonly sort: RunSort;
  readonly ascending: boolean;
}

/** The list of runs, a page at a time. */
export function runsQuery(request: RunsRequest) {
  return infiniteQueryOptions({
    queryKey: ['runs', 'list', request],
    queryFn: async ({ pageParam }: { pageParam: string | null }) =>
      valueOrThrow(await listRuns({ ...request, limit: pageSize, before: pageParam })),
    initialPageParam: null,
    getNextPageParam: (page) => (page.length < pageSize ? null : (page.at(-1)?.runId ?? null)),
    staleTime: 30_000,
  });
}

/** How many runs the list has, in all and by outcome. */
export function runTotalsQuery({ includeEmpty, filter }: RunsRequest) {
  return queryOptions({
    queryKey: ['runs', 'totals', { includeEmpty, filter }],
    queryFn: async () => valueOrThrow(await countRuns({ includeEmpty, filter })),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
}

/** So many points a chart can show that each can still be pointed at. */
export const trendLength = 200;

/** The last runs of the list, newest first, for charts; whatever the list is sorted by. */
export function trendQuery({ includeEmpty, filter }: RunsRequest) {
  return queryOptions({
    queryKey: ['runs', 'trend', { includeEmpty, filter }],
    queryFn: async () =>
      valueOrThrow(await listRuns({ includeEmpty, filter, limit: trendLength, before: null })),
    staleTime: 30_000,
  });
}

/** The squares of a grid for a page of runs. */
export function gridQuery(runIds: readonly string[]) {
  return queryOptions({
    queryKey: ['runs', 'grid', runIds],
    queryFn: async () => valueOrThrow(await readGrid(runIds)),
    staleTime: 30_000,
  });
}

/** The graph as it was at a run, which never changes. */
export function runGraphQuery(runId: string) {
  return queryOptions({
    queryKey: ['run-graph', runId],
    queryFn: async () => valueOrThrow(await readRunGraph(runId)),
    staleTime: Infinity,
    structuralSharing: false,
  });
}

/** Rows along the edges of a run that is over, which never change. */
export function runRowsQuery(runId: string) {
  return queryOptions({
    queryKey: ['run-rows', runId],
    queryFn: async () => valueOrThrow(await readRunRows(runId)),
    staleTime: Infinity,
  });
}

/** What the nodes of a run took before it. */
export function pastDurationsQuery(runId: string) {
  return queryOptions({
    queryKey: ['past-durations', runId],
    queryFn: async () => new Map(Object.entries(valueOrThrow(await readPastDurations(runId)))),
    staleTime: Infinity,
    structuralSharing: false,
  });
}

/** All events of a run that is over, to play it back. */
export function runEventsQuery(runId: string) {
  return queryOptions({
    queryKey: ['run-events', runId],
    queryFn: async () => valueOrThrow(await readRunEvents({ runId, afterSeq: 0 })),
    staleTime: Infinity,
    structuralSharing: false,
  });
}

/** Two runs side by side. */
export function comparisonQuery(before: string, after: string) {
  return queryOptions({
    queryKey: ['run', 'comparison', before, after],
    queryFn: async () => valueOrThrow(await compareRuns({ before, after })),
    staleTime: 30_000,
  });
}

/** All that the history knows of one node. */
export function nodeStoryQuery(nodeId: string) {
  return queryOptions({
    queryKey: ['runs', 'node-story', nodeId],
    queryFn: async () => valueOrThrow(await readNodeStory(nodeId)),
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
