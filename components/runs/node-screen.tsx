'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, SearchX, Workflow } from 'lucide-react';
import Link from 'next/link';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { NodeStory, NodeVersion } from '@/lib/service/history/node-story';
import { kindOfId, parseNodeId, shortNameOf } from '@/lib/graph/node-id';
import { SchemaSteps } from '../data/schema-steps';
import { FieldChanges } from '../panel/field-changes';
import { FailureNotice } from '../project/failure-notice';
import { problemOf } from '../project/service-failure';
import { Ago } from '../ui/ago';
import { Button } from '../ui/button';
import { CodeBlock } from '../ui/code-block';
import { countOf, formatCount } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import { Skeleton } from '../ui/skeleton';
import { runStates } from '../ui/run-states';
import { StateLabel } from '../ui/state-label';
import { untilServed } from '../ui/until-served';
import { useRows } from '../ui/use-rows';
import { nodeStoryQuery } from './queries';
import { runStateWord } from './run-state-word';

/** Charts are a large library, for those who look at them. */
const NodeTrends = lazy(untilServed(() => import('./node-trends')));

/** One node over all its runs: how long, how many rows, how often it failed, and what its definition was. */
export function NodeScreen({ nodeId }: { readonly nodeId: string }) {
  const story = useQuery(nodeStoryQuery(nodeId));
  if (story.data !== undefined) return <Story story={story.data} />;
  if (story.isError) {
    const problem = problemOf(story.error);
    const unknown = problem.code === 'unknown_node' || problem.code === 'invalid_request';
    const icon = unknown ? { icon: SearchX } : {};
    return <FailureNotice problem={problem} {...icon} onRetry={story.refetch} />;
  }
  return (
    <div className="space-y-3 p-6">
      <Skeleton className="h-16" />
      <Skeleton className="h-64" />
    </div>
  );
}

function Story({ story }: { readonly story: NodeStory }) {
  const { nodeId, totals, runs, versions } = story;
  const [ok, failed] = [totals.success ?? 0, totals.failed ?? 0];
  const ran = ok + failed;
  const id = parseNodeId(nodeId);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 pt-4 pb-8 sm:px-6">
      <Link
        href="/runs"
        className="inline-flex items-center gap-1 text-xs text-ink-faint hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-3.5" />
        All runs
      </Link>
      <header className="mt-2 flex flex-wrap items-center gap-3">
        <h1 className="text-xl font-semibold tracking-tight break-all">
          {id.ok && <span className="font-normal text-ink-faint">{kindOfId(id.value)}.</span>}
          {id.ok ? shortNameOf(id.value) : nodeId}
        </h1>
        <span className="flex-1" />
        <Link
          href={`/?node=${encodeURIComponent(nodeId)}`}
          className="inline-flex h-8 items-center gap-1.5 rounded-md border border-line bg-surface px-2.5 text-sm font-medium hover:bg-hover"
        >
          <Workflow aria-hidden className="size-4" />
          On the graph
        </Link>
        <Link
          href={`/runs?node=${encodeURIComponent(nodeId)}`}
          className="inline-flex h-8 items-center rounded-md border border-line bg-surface px-2.5 text-sm font-medium hover:bg-hover"
        >
          Its runs in the list
        </Link>
      </header>
      <dl className="mt-4 grid grid-cols-2 gap-px overflow-hidden rounded-xl border border-line bg-line shadow-card sm:grid-cols-4">
        <Figure name="Executions">{formatCount(ran)}</Figure>
        <Figure name="Failed">{formatCount(failed)}</Figure>
        <Figure name="Failure rate">
          {ran === 0 ? '–' : `${Number(((failed / ran) * 100).toFixed(1))} %`}
        </Figure>
        <Figure name="Kept from the cache">{formatCount(totals.cached ?? 0)}</Figure>
      </dl>
      {runs.length > 0 && (
        <Suspense fallback={<Skeleton className="mt-5 h-64" />}>
          <NodeTrends runs={runs} />
        </Suspense>
      )}
      <h2 className="mt-6 mb-2 font-medium">Its executions</h2>
      {runs.length === 0 ? (
        <p className="text-ink-soft">It has never been executed in the runs that are kept.</p>
      ) : (
        <Executions runs={runs} />
      )}
      <h2 className="mt-6 mb-2 font-medium">Its columns over time</h2>
      <Columns story={story} />
      <h2 className="mt-6 mb-2 font-medium">Its definition over time</h2>
      {versions.length === 0 ? (
        <p className="text-ink-soft">The manifests of its runs are not kept any more.</p>
      ) : (
        <ol className="space-y-3">
          {versions.map((version, index) => (
            <Version
              key={version.runId}
              version={version}
              before={versions[index + 1] ?? null}
              isNewest={index === 0}
            />
          ))}
        </ol>
      )}
    </div>
  );
}

function Columns({ story: { schema, schemaSteps } }: { readonly story: NodeStory }) {
  if (schema === null) {
    return (
      <p className="text-ink-soft">None of its runs that are kept told what columns it has.</p>
    );
  }
  return (
    <div className="rounded-xl border border-line bg-surface px-4 py-3 shadow-card">
      <ul aria-label="Columns of its output" className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {schema.map((column) => (
          <li key={column.name}>
            {column.name} <code className="font-mono text-ink-faint">{column.type}</code>
          </li>
        ))}
      </ul>
      <div className="mt-3 border-t border-line pt-3">
        {schemaSteps.length === 0 ? (
          <p className="text-ink-soft">They are the same in all runs that are kept.</p>
        ) : (
          <SchemaSteps steps={schemaSteps} />
        )}
      </div>
    </div>
  );
}

function Executions({ runs }: { readonly runs: NodeStory['runs'] }) {
  const { scroller, rows } = useRows<HTMLDivElement>(runs.length, 36);
  return (
    <div
      ref={scroller}
      role="table"
      aria-label="Executions"
      aria-rowcount={runs.length}
      className="max-h-80 overflow-y-auto rounded-xl border border-line bg-surface shadow-card"
    >
      <div role="rowgroup" style={{ height: rows.getTotalSize() }} className="relative">
        {rows.getVirtualItems().map((item) => {
          const run = runs[item.index];
          if (run === undefined) return null;
          return (
            <div
              key={run.runId}
              role="row"
              aria-rowindex={item.index + 1}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              className="absolute inset-x-0 top-0 grid grid-cols-[7rem_6rem_5rem_6rem_minmax(0,1fr)] items-center gap-x-4 border-b border-line px-4 focus-within:bg-hover hover:bg-hover max-sm:grid-cols-[6rem_minmax(0,1fr)_5rem]"
            >
              <span role="cell">
                <Link
                  href={`/runs/${run.runId}?node=${encodeURIComponent(run.nodeId)}`}
                  aria-label={`Run ${run.runId}`}
                  className="after:absolute after:inset-0"
                >
                  <StateLabel look={runStates[runStateWord(run, { ready: false, over: true })]} />
                </Link>
              </span>
              <span role="cell" className="relative text-ink-soft">
                <Ago atMs={run.runStartedAtMs} />
              </span>
              <span role="cell" className="text-right tabular-nums">
                {formatDuration(run.duration)}
              </span>
              <span role="cell" className="text-right tabular-nums max-sm:hidden">
                {run.rowCount === null ? '–' : countOf(run.rowCount, 'row')}
              </span>
              <span role="cell" className="truncate text-ink-soft max-sm:hidden">
                {run.error?.message ?? run.reason}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Version({
  version,
  before,
  isNewest,
}: {
  readonly version: NodeVersion;
  readonly before: NodeVersion | null;
  readonly isNewest: boolean;
}) {
  const [open, setOpen] = useState(isNewest);
  return (
    <li className="rounded-xl border border-line bg-surface px-4 py-3 shadow-card">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{isNewest ? 'Now' : 'Before'}</span>
        <span className="text-ink-soft">
          since <Ago atMs={version.sinceMs} />, first in run{' '}
          <Link
            href={`/runs/${version.runId}`}
            className="font-mono text-xs underline underline-offset-2"
          >
            {version.runId}
          </Link>
        </span>
        {version.changed.length > 0 && (
          <span className="text-xs text-ink-faint">changed: {version.changed.join(', ')}</span>
        )}
        <span className="flex-1" />
        <Button look="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide' : 'Show'}
        </Button>
      </p>
      {open && (
        <div className="mt-3 space-y-3">
          {version.sql === null ? (
            <p className="text-ink-soft">It has no SQL of its own.</p>
          ) : before !== null && before.sql !== version.sql ? (
            <FieldChanges changes={[{ path: 'SQL', before: before.sql, after: version.sql }]} />
          ) : (
            <CodeBlock code={version.sql} language="sql" label="SQL" />
          )}
          {version.columns.length > 0 && (
            <p className="text-xs text-ink-soft">
              {countOf(version.columns.length, 'declared column')}:{' '}
              {version.columns.map((column) => column.name).join(', ')}
            </p>
          )}
        </div>
      )}
    </li>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="bg-surface px-4 py-3">
      <dt className="text-xs text-ink-faint">{name}</dt>
      <dd className="mt-0.5 text-xl font-semibold tracking-tight tabular-nums">{children}</dd>
    </div>
  );
}
