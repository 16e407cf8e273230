'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, ArrowLeftRight, ChevronDown, ChevronRight, Equal } from 'lucide-react';
import Link from 'next/link';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { useState } from 'react';
import type { NodeRunRecord, RunRecord } from '@/lib/history/run-record';
import type { ComparedNode, Difference, RunComparison } from '@/lib/service/history/compare-runs';
import { FieldChanges } from '../panel/field-changes';
import { FailureNotice } from '../project/failure-notice';
import { problemOf } from '../project/service-failure';
import { Ago } from '../ui/ago';
import { cn } from '../ui/cn';
import { countOf, formatCount } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { outcomeStates, runStates } from '../ui/run-states';
import { StateLabel } from '../ui/state-label';
import { SwitchField } from '../ui/switch-field';
import { comparisonQuery } from './queries';
import { runStateWord } from './run-state-word';

const differences: Record<Difference, string> = {
  broke: 'Broke',
  mended: 'Mended',
  added: 'Added',
  removed: 'Removed',
  defined: 'Redefined',
  rows: 'Rows differ',
  duration: 'Took another time',
  same: 'The same',
};
const classWords = {
  breaking: 'breaking change',
  non_breaking: 'change that breaks nobody',
  metadata: 'metadata only',
} as const;

/** Two runs side by side: what is different about each node, what matters most first. */
export function CompareScreen({
  before,
  after,
}: {
  readonly before: string;
  readonly after: string;
}) {
  const comparison = useQuery(comparisonQuery(before, after));
  if (comparison.data !== undefined) return <Comparison comparison={comparison.data} />;
  if (comparison.isError) {
    return (
      <FailureNotice
        problem={problemOf(comparison.error)}
        onRetry={comparison.refetch}
        leave={
          <Link
            href="/runs"
            className="inline-flex h-8 items-center rounded-md px-2.5 font-medium hover:bg-hover"
          >
            All runs
          </Link>
        }
      />
    );
  }
  return (
    <div className="space-y-3 p-6">
      <Skeleton className="h-24" />
      <Skeleton className="h-80" />
    </div>
  );
}

function Comparison({ comparison }: { readonly comparison: RunComparison }) {
  const { before, after, nodes, definitionsKnown } = comparison;
  const [all, setAll] = useQueryState(
    'all',
    parseAsBoolean.withDefault(false).withOptions({ history: 'replace' }),
  );
  const different = nodes.filter((node) => node.difference !== 'same');
  const shown = all ? nodes : different;
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
        <h1 className="text-xl font-semibold tracking-tight">Compare two runs</h1>
        <span className="flex-1" />
        <Link
          href={`/compare/${after.runId}/${before.runId}`}
          className="inline-flex h-8 items-center gap-1.5 rounded-md border border-line bg-surface px-2.5 text-sm font-medium hover:bg-hover"
        >
          <ArrowLeftRight aria-hidden className="size-4" />
          The other way round
        </Link>
      </header>
      <div className="mt-4 grid gap-4 sm:grid-cols-2">
        <RunCard title="Before" run={before} />
        <RunCard title="After" run={after} />
      </div>
      {!definitionsKnown && (
        <p className="mt-3 text-ink-soft">
          The manifest of one of the runs isn’t kept any more, so nothing is said of definitions.
        </p>
      )}
      <div className="mt-5 mb-2 flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-medium">
          {different.length === 0
            ? 'No node is different'
            : countOf(different.length, 'node') +
              (different.length === 1 ? ' is' : ' are') +
              ' different'}
        </h2>
        <SwitchField
          label="Show nodes that are the same"
          checked={all}
          onChange={(checked) => void setAll(checked ? true : null)}
        />
      </div>
      {shown.length === 0 ? (
        <Notice icon={Equal} title="Every node fared the same">
          Same definitions, same status, same rows, and about the same time.
        </Notice>
      ) : (
        <div className="overflow-x-auto rounded-xl border border-line bg-surface shadow-card">
          <table aria-label="Nodes" className="w-full min-w-[44rem] text-sm">
            <thead className="border-b border-line text-left text-xs text-ink-faint">
              <tr>
                <th scope="col" className="px-4 py-2 font-medium">
                  Difference
                </th>
                <th scope="col" className="px-4 py-2 font-medium">
                  Node
                </th>
                <th scope="col" className="px-4 py-2 font-medium">
                  Status
                </th>
                <th scope="col" className="px-4 py-2 text-right font-medium">
                  Duration
                </th>
                <th scope="col" className="px-4 py-2 text-right font-medium">
                  Rows
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((node) => (
                <NodeRows key={node.nodeId} node={node} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function RunCard({ title, run }: { readonly title: string; readonly run: RunRecord }) {
  const look = outcomeStates[run.outcome ?? 'running'];
  return (
    <section
      aria-label={title}
      className="rounded-xl border border-line bg-surface px-4 py-3 shadow-card"
    >
      <p className="text-xs text-ink-faint">{title}</p>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        <StateLabel look={look} className="font-medium" />
        <Link
          href={`/runs/${run.runId}`}
          className="font-mono text-xs underline underline-offset-2"
        >
          {run.runId}
        </Link>
      </p>
      <p className="mt-1 text-xs text-ink-soft tabular-nums">
        <Ago atMs={run.startedAtMs} /> · {formatDuration(run.totalDuration)} · {run.successfulNodes}{' '}
        succeeded, {run.failedNodes} failed, {run.cachedNodes} cached, {run.skippedNodes} skipped
      </p>
      {run.flags !== '' && <code className="mt-1 block font-mono text-xs">{run.flags}</code>}
    </section>
  );
}

function NodeRows({ node }: { readonly node: ComparedNode }) {
  const [open, setOpen] = useState(false);
  const { before, after, fields, changeClass } = node;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <>
      <tr className="border-t border-line align-top first:border-t-0 hover:bg-hover">
        <td className="px-4 py-2 whitespace-nowrap">
          <span className={cn(node.difference === 'broke' && 'font-medium text-ink')}>
            {differences[node.difference]}
          </span>
        </td>
        <td className="min-w-48 px-4 py-2">
          <Link
            href={`/nodes/${encodeURIComponent(node.nodeId)}`}
            className="wrap-anywhere hover:underline"
          >
            {node.nodeId}
          </Link>
          {fields.length > 0 && (
            <button
              type="button"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
              className="mt-0.5 flex items-center gap-1 rounded text-xs text-ink-soft hover:text-ink"
            >
              <Chevron aria-hidden className="size-3.5" />
              {countOf(fields.length, 'field')} changed
              {changeClass !== null && `, ${classWords[changeClass]}`}
            </button>
          )}
        </td>
        <td className="px-4 py-2 whitespace-nowrap">
          <Statuses before={before} after={after} />
        </td>
        <td className="px-4 py-2 text-right whitespace-nowrap tabular-nums">
          <Numbers
            before={before?.startedAtMs == null ? null : before.duration}
            after={after?.startedAtMs == null ? null : after.duration}
            format={formatDuration}
          />
        </td>
        <td className="px-4 py-2 text-right whitespace-nowrap tabular-nums">
          <Numbers
            before={before?.rowCount ?? null}
            after={after?.rowCount ?? null}
            format={formatCount}
          />
        </td>
      </tr>
      {after?.error != null && (
        <tr>
          <td />
          <td colSpan={4} className="px-4 pb-2 text-ink-soft">
            {after.error.message}
          </td>
        </tr>
      )}
      {open && (
        <tr>
          <td colSpan={5} className="px-4 pb-3">
            <FieldChanges changes={fields} />
          </td>
        </tr>
      )}
    </>
  );
}

function Statuses({
  before,
  after,
}: {
  readonly before: NodeRunRecord | null;
  readonly after: NodeRunRecord | null;
}) {
  const [was, is] = [before, after].map((node) =>
    node === null ? null : runStates[runStateWord(node, { ready: false, over: true })],
  );
  if (was != null && was === is) return <StateLabel look={was} />;
  return (
    <span className="inline-flex items-center gap-1.5">
      {was == null ? <span className="text-ink-faint">not there</span> : <StateLabel look={was} />}
      <span aria-label="then">→</span>
      {is == null ? <span className="text-ink-faint">gone</span> : <StateLabel look={is} />}
    </span>
  );
}

/** Two numbers, and by how much the second is more or less. */
function Numbers({
  before,
  after,
  format,
}: {
  readonly before: number | null;
  readonly after: number | null;
  readonly format: (value: number) => string;
}) {
  if (before === null && after === null) return <span className="text-ink-faint">–</span>;
  if (before === null || after === null || before === after) {
    return (
      <>
        {before === null ? '–' : format(before)}
        {before !== after && <> → {after === null ? '–' : format(after)}</>}
      </>
    );
  }
  const percent = before === 0 ? null : Math.round(((after - before) / before) * 100);
  return (
    <>
      {format(before)} → {format(after)}
      {percent !== null && percent !== 0 && (
        <span className="ml-1.5 text-xs text-ink-faint">
          {percent > 0 ? '+' : '−'}
          {Math.abs(percent)} %
        </span>
      )}
    </>
  );
}
