'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, SearchX, ServerCrash } from 'lucide-react';
import Link from 'next/link';
import type { RunView } from '@/lib/events/run-view';
import { parseNodeId, type NodeId } from '@/lib/graph/node-id';
import type { RunRecord } from '@/lib/history/run-record';
import { problemOf } from '../project/service-failure';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { TabPanel, Tabs } from '../ui/tabs';
import { useHotkeys } from '../ui/use-hotkeys';
import { LogView } from './log-view';
import { runQuery } from './queries';
import { ResultsTable } from './results-table';
import { RunGraphTab } from './run-graph-tab';
import { RunHead } from './run-head';
import { RunNodePanel } from './run-node-panel';
import { Timeline } from './timeline';
import { useRunGraph } from './use-run-graph';
import { runTabs, useRunUrl, type RunTab } from './use-run-url';
import { useRunView } from './use-run-view';

const tabWords: Record<RunTab, string> = {
  results: 'Results',
  graph: 'Graph',
  timeline: 'Timeline',
  logs: 'Logs',
};

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
  const [url, setUrl] = useRunUrl();
  const graph = useRunGraph(runId)?.graph ?? null;
  const parsed = parseNodeId(url.node ?? '');
  const node = parsed.ok ? (view.nodes.get(parsed.value) ?? null) : null;
  const open = (id: NodeId | null): void => void setUrl({ node: id });
  useHotkeys({
    Escape: () => open(null),
    g: () => void setUrl({ tab: 'graph' }),
    l: () => void setUrl({ tab: 'logs' }),
    n: () => open(nextFailed(view, node?.id ?? null, 1)),
    N: () => open(nextFailed(view, node?.id ?? null, -1)),
  });
  return (
    <div className="relative flex min-h-0 flex-1">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto">
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
        <Tabs
          label="Parts of the run"
          value={url.tab}
          tabs={runTabs.map((one) => ({
            value: one,
            label: (
              <>
                {tabWords[one]}
                {one === 'logs' && view.logs.length > 0 && (
                  <span className="ml-1.5 text-2xs text-ink-faint tabular-nums">
                    {view.logs.length}
                  </span>
                )}
              </>
            ),
          }))}
          onChange={(tab) => void setUrl({ tab })}
          className="mt-5 min-h-96"
          rowClassName="gap-5 px-4 sm:px-6"
        >
          <TabPanel value="results" className={tabClasses}>
            <ResultsTable view={view} node={node?.id ?? null} onNode={open} />
          </TabPanel>
          <TabPanel value="graph" className={tabClasses}>
            <RunGraphTab runId={runId} view={view} node={url.node} onNode={open} />
          </TabPanel>
          <TabPanel value="timeline" className={tabClasses}>
            <Timeline view={view} graph={graph} node={node?.id ?? null} onNode={open} />
          </TabPanel>
          <TabPanel value="logs" className={tabClasses}>
            <LogView
              logs={view.logs}
              name={`run-${runId}`}
              node={url.log}
              onNode={(id) => void setUrl({ log: id })}
            />
          </TabPanel>
        </Tabs>
      </div>
      {node !== null && (
        <RunNodePanel
          key={node.id}
          runId={runId}
          view={view}
          node={node}
          onNode={open}
          onClose={() => open(null)}
        />
      )}
    </div>
  );
}

const tabClasses = 'flex min-h-0 flex-1 flex-col outline-none data-[state=inactive]:hidden';

/** The failed node after the one that is open, or before it; round and round. */
function nextFailed(view: RunView, from: NodeId | null, step: 1 | -1): NodeId | null {
  const failed = [...view.nodes.values()].filter((node) => node.status === 'failed');
  if (failed.length === 0) return from;
  const at = failed.findIndex((node) => node.id === from);
  const next = at === -1 ? (step === 1 ? 0 : -1) : (at + step) % failed.length;
  return failed.at(next)?.id ?? from;
}
