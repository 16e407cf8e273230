'use client';

import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { History, ServerCrash } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import type { RunRecord } from '@/lib/history/run-record';
import type { ServiceError } from '@/lib/service/service-error';
import type { Result } from '@/lib/util/result';
import { problemOf } from '../project/service-failure';
import { Button } from '../ui/button';
import { CommandLine } from '../ui/command-line';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { SwitchField } from '../ui/switch-field';
import { runsQuery } from './queries';
import { RunsTable } from './runs-table';

interface RunsScreenProps {
  /** The first page as the server saw it when it made the page, and for which switch. */
  readonly initial: Result<readonly RunRecord[], ServiceError>;
  readonly initialIncludesEmpty: boolean;
  readonly directory: string;
}

/** All runs of the project, newest first. */
export function RunsScreen({ initial, initialIncludesEmpty, directory }: RunsScreenProps) {
  const [includeEmpty, setIncludeEmpty] = useQueryState(
    'empty',
    parseAsBoolean.withDefault(false).withOptions({ history: 'replace' }),
  );
  const runs = useInfiniteQuery({
    ...runsQuery(includeEmpty),
    ...(initial.ok && includeEmpty === initialIncludesEmpty
      ? { initialData: firstPage(initial.value) }
      : {}),
  });
  const records = runs.data?.pages.flat() ?? [];
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex shrink-0 flex-wrap items-center justify-between gap-3 px-4 pt-5 pb-3 sm:px-6">
        <h1 className="text-lg font-semibold tracking-tight">Runs</h1>
        <SwitchField
          label="Show runs that had nothing to do"
          checked={includeEmpty}
          onChange={(checked) => void setIncludeEmpty(checked ? true : null)}
        />
      </header>
      {runs.isError && runs.data === undefined ? (
        <Notice
          icon={ServerCrash}
          title={problemOf(runs.error).message}
          actions={<Button onClick={() => void runs.refetch()}>Try again</Button>}
        >
          {problemOf(runs.error).hint}
        </Notice>
      ) : runs.isPending ? (
        <div className="space-y-2 px-6">
          {Array.from({ length: 6 }, (_, index) => (
            <Skeleton key={index} className="h-10" />
          ))}
        </div>
      ) : records.length === 0 ? (
        <Notice
          icon={History}
          title="No runs yet"
          actions={<CommandLine command={`seeknal run --project ${directory}`} />}
        >
          Press <strong className="font-medium text-ink">Run changed</strong> on the graph, or start
          one in a terminal. Both appear here, live.
        </Notice>
      ) : (
        <RunsTable
          runs={records}
          more={
            runs.hasNextPage ? (
              <Button
                unavailable={runs.isFetchingNextPage ? 'Loading' : null}
                onClick={() => void runs.fetchNextPage()}
              >
                Load more
              </Button>
            ) : null
          }
        />
      )}
    </div>
  );
}

function firstPage(runs: readonly RunRecord[]): InfiniteData<readonly RunRecord[], string | null> {
  return { pages: [runs], pageParams: [null] };
}
