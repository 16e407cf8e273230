'use client';

import { DatabaseZap, LoaderCircle, Octagon, ShieldX, TriangleAlert } from 'lucide-react';
import type { QueryResult } from '@/lib/data/ask';
import { problemOf } from '../project/service-failure';
import { Elapsed } from '../ui/elapsed';
import { countOf, formatCount } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import { Notice } from '../ui/notice';
import { ResultGrid } from './result-grid';
import type { useRunQuery } from './use-run-query';

/** What became of a query: its rows, its plan, why it was refused, or that it goes on. */
export function QueryOutcome({ query }: { readonly query: ReturnType<typeof useRunQuery> }) {
  if (query.isRunning) {
    return (
      <div role="status" className="flex items-center gap-2 p-4 text-ink-soft">
        <LoaderCircle aria-hidden className="size-4 animate-spin text-run-running" />
        Running, <Elapsed fromMs={query.startedAtMs} toMs={null} />
      </div>
    );
  }
  if (query.error !== null) {
    const { code, message, hint } = problemOf(query.error);
    return (
      <div
        role="alert"
        className="m-4 rounded-lg border border-run-failed/40 bg-run-failed-soft px-3.5 py-3"
      >
        <p className="flex gap-2 font-medium">
          {code === 'refused' ? (
            <ShieldX aria-hidden className="mt-0.5 size-4 shrink-0 text-run-failed" />
          ) : (
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-run-failed" />
          )}
          <span className="min-w-0 break-words whitespace-pre-wrap">{message}</span>
        </p>
        {hint !== null && <p className="mt-1 pl-6 break-words text-ink-soft">{hint}</p>}
      </div>
    );
  }
  const { ended } = query;
  if (ended === null) {
    return (
      <Notice icon={DatabaseZap} title="Ask the outputs anything">
        Every node that was built is a table, as{' '}
        <code className="font-mono text-xs">kind.name</code>. Queries read them and nothing else,
        for at most 60 seconds; the first 10,000 rows are shown, and CSV has them all.
      </Notice>
    );
  }
  if (ended.result === null) {
    return (
      <p role="status" className="flex items-center gap-2 p-4 text-ink-soft">
        <Octagon aria-hidden className="size-4 text-run-stopped" />
        Cancelled.
      </p>
    );
  }
  return ended.run.explain ? (
    <Plan result={ended.result} />
  ) : (
    <>
      <p
        role="status"
        className="shrink-0 border-b border-line bg-surface px-3.5 py-1.5 text-xs text-ink-soft tabular-nums"
      >
        {rowsText(ended.result)}
      </p>
      {ended.result.rows.length === 0 && (
        <p className="px-3.5 py-2 text-ink-soft">The query is fine and finds no row.</p>
      )}
      <ResultGrid key={query.startedAtMs} result={ended.result} />
    </>
  );
}

function rowsText({ rows, cutBy, duration }: QueryResult): string {
  const time = formatDuration(duration);
  switch (cutBy) {
    case null:
      return `${countOf(rows.length, 'row')} in ${time}`;
    case 'rows':
      return `The first ${formatCount(rows.length)} rows, in ${time}. CSV has them all.`;
    case 'bytes':
      return `The first ${formatCount(rows.length)} rows, in ${time}: more would be too much for a page. CSV has them all.`;
  }
}

function Plan({ result }: { readonly result: QueryResult }) {
  const text = result.rows.map((row) => row[1] ?? '').join('\n');
  return (
    <section aria-label="Plan" className="flex min-h-0 flex-1 flex-col">
      <p className="shrink-0 border-b border-line bg-surface px-3.5 py-1.5 text-xs text-ink-soft">
        How DuckDB would run it; data flows from the bottom up.
      </p>
      <pre
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by arrow keys needs the focus
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto p-3.5 font-mono text-xs leading-[1.15]"
      >
        {text}
      </pre>
    </section>
  );
}
