'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, SearchX, ServerCrash } from 'lucide-react';
import Link from 'next/link';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { Tabs } from 'radix-ui';
import type { RunView } from '@/lib/events/run-view';
import type { RunRecord } from '@/lib/history/run-record';
import { problemOf } from '../project/service-failure';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { LogList } from './log-list';
import { runQuery } from './queries';
import { ResultsTable } from './results-table';
import { RunHead } from './run-head';
import { Timeline } from './timeline';
import { useRunView } from './use-run-view';

const tabs = ['results', 'timeline', 'logs'] as const;
const tabWords = { results: 'Results', timeline: 'Timeline', logs: 'Logs' } as const;

/** One run: its numbers, what became of each node, when each ran, and the log. Live while it goes on. */
export function RunScreen({ runId }: { readonly runId: string }) {
  const run = useQuery(runQuery(runId));
  const view = useRunView(runId);
  if (view.data?.started != null) {
    return <Run runId={runId} view={view.data} record={run.data?.record ?? null} />;
  }
  const error = run.error ?? view.error;
  if (error !== null) {
    const problem = problemOf(error);
    const unknown = problem.code === 'unknown_run' || problem.code === 'invalid_request';
    return (
      <Notice
        icon={unknown ? SearchX : ServerCrash}
        title={unknown ? 'There is no such run' : problem.message}
        actions={
          <>
            <Button onClick={() => void Promise.all([run.refetch(), view.refetch()])}>
              Try again
            </Button>
            <Link
              href="/runs"
              className="inline-flex h-8 items-center rounded-md px-2.5 font-medium hover:bg-hover"
            >
              All runs
            </Link>
          </>
        }
      >
        {unknown ? (
          <>
            <code className="font-mono text-xs break-all">{runId}</code> is not in this project’s
            history. It may have been cleaned up, or belong to another project.
          </>
        ) : (
          problem.hint
        )}
      </Notice>
    );
  }
  return (
    <div className="space-y-4 p-6">
      <Skeleton className="h-8 w-64" />
      <Skeleton className="h-20" />
      <Skeleton className="h-80" />
    </div>
  );
}

function Run({
  runId,
  view,
  record,
}: {
  readonly runId: string;
  readonly view: RunView;
  readonly record: RunRecord | null;
}) {
  const [tab, setTab] = useQueryState(
    'tab',
    parseAsStringLiteral(tabs).withDefault('results').withOptions({ history: 'replace' }),
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <div className="px-4 pt-4 sm:px-6">
        <Link
          href="/runs"
          className="inline-flex items-center gap-1 text-xs text-ink-faint hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-3.5" />
          All runs
        </Link>
        <RunHead runId={runId} view={view} record={record} />
      </div>
      <Tabs.Root
        value={tab}
        onValueChange={(value) => {
          const chosen = tabs.find((one) => one === value);
          void setTab(chosen === undefined || chosen === 'results' ? null : chosen);
        }}
        className="mt-5 flex min-h-80 flex-1 flex-col"
      >
        <Tabs.List
          aria-label="Parts of the run"
          className="flex gap-5 border-b border-line px-4 sm:px-6"
        >
          {tabs.map((one) => (
            <Tabs.Trigger
              key={one}
              value={one}
              className="-mb-px border-b-2 border-transparent py-2 text-sm text-ink-soft transition-colors hover:text-ink data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink"
            >
              {tabWords[one]}
              {one === 'logs' && view.logs.length > 0 && (
                <span className="ml-1.5 text-2xs text-ink-faint tabular-nums">
                  {view.logs.length}
                </span>
              )}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value="results" className="flex min-h-0 flex-1 flex-col outline-none">
          <ResultsTable view={view} />
        </Tabs.Content>
        <Tabs.Content value="timeline" className="min-h-0 flex-1 overflow-y-auto outline-none">
          <Timeline view={view} />
        </Tabs.Content>
        <Tabs.Content value="logs" className="flex min-h-0 flex-1 flex-col outline-none">
          <LogList logs={view.logs} className="flex-1 sm:px-2" />
        </Tabs.Content>
      </Tabs.Root>
    </div>
  );
}
