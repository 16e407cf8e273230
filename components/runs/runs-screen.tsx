'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ChartColumn, Grid3x3, History, List, SearchX } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { FailureNotice } from '../project/failure-notice';
import { problemOf } from '../project/service-failure';
import { Choice } from '../ui/choice';
import { CommandLine } from '../ui/command-line';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { untilServed } from '../ui/until-served';
import { useNow } from '../ui/use-now';
import { runsQuery, runTotalsQuery } from './queries';
import { RunsFilter } from './runs-filter';
import { RunsGrid } from './runs-grid';
import { RunsTable } from './runs-table';
import { isFiltered, toRunsRequest, useRunsUrl } from './use-runs-url';

/** Charts are a large library, for those who look at them. */
const RunTrends = lazy(untilServed(() => import('./run-trends')));

/** All runs of the project: as a list, as trends, and as a grid of runs and nodes. */
export function RunsScreen({ directory }: { readonly directory: string }) {
  const [url, setUrl] = useRunsUrl();
  const now = useNow(60_000);
  // Trends and the grid are about time, whatever the list is sorted by.
  const byTime = { ...url, sort: 'started', asc: false } as const;
  const request = toRunsRequest(url.view === 'list' ? url : byTime, now ?? 0);
  const runs = useInfiniteQuery({ ...runsQuery(request), enabled: now !== null });
  const totals = useQuery({ ...runTotalsQuery(request), enabled: now !== null });
  const records = runs.data?.pages.flat() ?? [];
  const more = {
    hasMore: runs.hasNextPage,
    isLoading: runs.isFetchingNextPage,
    load: () => void runs.fetchNextPage(),
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex shrink-0 flex-wrap items-center justify-between gap-3 px-4 pt-5 pb-3 sm:px-6">
        <h1 className="text-lg font-semibold tracking-tight">Runs</h1>
        <Choice
          label="View"
          value={url.view}
          options={[
            { value: 'list', label: 'List', icon: <List /> },
            { value: 'trends', label: 'Trends', icon: <ChartColumn /> },
            { value: 'grid', label: 'Grid', icon: <Grid3x3 /> },
          ]}
          onChange={(view) => void setUrl({ view })}
        />
      </header>
      <RunsFilter url={url} setUrl={setUrl} totals={totals.data} />
      {runs.isError && runs.data === undefined ? (
        <FailureNotice problem={problemOf(runs.error)} onRetry={runs.refetch} />
      ) : runs.isPending ? (
        <div className="space-y-2 px-6">
          {Array.from({ length: 6 }, (_, index) => (
            <Skeleton key={index} className="h-10" />
          ))}
        </div>
      ) : records.length === 0 && isFiltered(url) ? (
        <Notice icon={SearchX} title="No run is like this">
          Take a filter away, or look further back.
        </Notice>
      ) : records.length === 0 ? (
        <Notice
          icon={History}
          title="No runs yet"
          actions={<CommandLine command={`seeknal run --project ${directory}`} />}
        >
          Press <strong className="font-medium text-ink">Run changed</strong> on the graph, or start
          one in a terminal. Both appear here, live.
        </Notice>
      ) : url.view === 'trends' ? (
        <Suspense fallback={<Skeleton className="m-6 h-80" />}>
          <RunTrends request={request} />
        </Suspense>
      ) : url.view === 'grid' ? (
        <RunsGrid runs={records} more={more} />
      ) : (
        <RunsTable
          runs={records}
          more={more}
          sort={url.sort}
          ascending={url.asc}
          onSort={(sort) =>
            void setUrl(url.sort === sort ? { asc: !url.asc } : { sort, asc: false })
          }
        />
      )}
    </div>
  );
}
