'use client';

import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import { parseAsArrayOf, parseAsStringLiteral, parseAsString, useQueryStates } from 'nuqs';
import { qualityQuery } from '../data/queries';
import { projectQuery } from '../project/queries';
import { FailureNotice } from '../project/failure-notice';
import { problemOf } from '../project/service-failure';
import { Button, buttonClass } from '../ui/button';
import { cn } from '../ui/cn';
import { countOf, formatCount } from '../ui/format-count';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { StateIcon } from '../ui/state-label';
import { checkLooks, checkOrder } from './check-looks';
import { CheckRow } from './check-row';
import { HealthChart } from './health-chart';

const parsers = {
  show: parseAsArrayOf(parseAsStringLiteral(checkOrder)).withDefault([]),
  q: parseAsString.withDefault(''),
};

/** The quality of the whole project: every rule and audit, what needs attention first. */
export function QualityScreen() {
  const project = useQuery(projectQuery);
  const quality = useQuery({
    ...qualityQuery(project.data?.version ?? ''),
    enabled: project.data !== undefined,
  });
  const [{ show, q }, setUrl] = useQueryStates(parsers, { history: 'replace', scroll: false });
  const error = project.error ?? quality.error;
  if (error !== null && quality.data === undefined) {
    return <FailureNotice problem={problemOf(error)} onRetry={quality.refetch} />;
  }
  if (quality.data === undefined) {
    return (
      <div aria-busy className="space-y-3 p-6">
        <Skeleton className="h-24" />
        <Skeleton className="h-48" />
      </div>
    );
  }
  const { checks, totals, healthScore, rules, health } = quality.data;
  if (checks.length === 0) {
    const waiting = project.data?.nodes.filter(({ kind }) => kind === 'rule').length ?? 0;
    return <NothingChecked waiting={waiting} />;
  }
  const text = q.trim().toLowerCase();
  const listed = checks.filter(
    (check) =>
      (show.length === 0 || show.includes(check.last.status)) &&
      `${check.nodeId} ${check.type} ${check.columns.join(' ')}`.toLowerCase().includes(text),
  );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto grid max-w-6xl gap-4 px-4 py-5 sm:px-6">
        <h1 className="text-lg font-semibold tracking-tight">Quality</h1>
        <div className="grid gap-4 md:grid-cols-[16rem_minmax(0,1fr)]">
          <section
            aria-label="Health"
            className="flex flex-col rounded-lg border border-line bg-surface p-3.5"
          >
            <p className="text-4xl font-semibold tracking-tight tabular-nums">
              {healthScore}
              <span className="text-xl text-ink-soft"> %</span>
            </p>
            <p className="text-xs text-ink-soft">
              {countOf(rules, 'rule')}: the share that passed or only warned
            </p>
            <ul className="mt-auto grid gap-0.5 pt-3">
              {checkOrder.map((status) => (
                <li key={status}>
                  <button
                    type="button"
                    aria-pressed={show.includes(status)}
                    disabled={totals[status] === 0}
                    title={checkLooks[status].meaning}
                    onClick={() =>
                      void setUrl({
                        show: show.includes(status)
                          ? show.filter((one) => one !== status)
                          : [...show, status],
                      })
                    }
                    className={cn(
                      'flex w-full items-center gap-2 rounded-md px-2 py-1 text-left',
                      totals[status] === 0 ? 'text-ink-faint' : 'hover:bg-hover',
                      show.includes(status) && 'bg-hover font-medium',
                    )}
                  >
                    <StateIcon look={checkLooks[status]} />
                    <span className="flex-1">{checkLooks[status].label}</span>
                    <span className="tabular-nums">{formatCount(totals[status])}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
          <HealthChart health={health} />
        </div>
        <section aria-label="Checks" className="rounded-lg border border-line bg-surface">
          <div className="flex items-center gap-3 border-b border-line px-3.5 py-2">
            <h2 className="flex-1 text-sm font-medium">Checks</h2>
            <input
              type="search"
              value={q}
              onChange={(event) => void setUrl({ q: event.target.value || null })}
              aria-label="Find checks"
              placeholder="Find by node, type or column"
              className="h-8 w-64 max-w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 text-sm"
            />
          </div>
          {listed.length === 0 ? (
            <p className="flex items-center gap-3 px-3.5 py-6 text-ink-soft">
              No check is like that.
              <Button onClick={() => void setUrl({ show: null, q: null })}>Show all</Button>
            </p>
          ) : (
            <ul>
              {listed.map((check) => (
                <CheckRow key={check.id} check={check} showNode />
              ))}
            </ul>
          )}
        </section>
      </div>
    </div>
  );
}

/** `waiting`: how many rules the project has, none of which was run. */
function NothingChecked({ waiting }: { readonly waiting: number }) {
  return (
    <Notice
      icon={ShieldCheck}
      title="Nothing is checked yet"
      actions={
        waiting > 0 ? (
          <Link href="/?select=kind%3Arule" className={buttonClass('primary')}>
            Show {waiting === 1 ? 'it' : 'them'} on the graph
          </Link>
        ) : undefined
      }
    >
      Rules and audits say what must be true of the data.{' '}
      {waiting > 0 ? (
        <>The project has {countOf(waiting, 'rule')}: what they find is shown here after a run.</>
      ) : (
        <>
          Add a node of kind <code className="font-mono text-xs">rule</code>, or{' '}
          <code className="font-mono text-xs">audits:</code> to any node; what they find is shown
          here after the next run.
        </>
      )}
    </Notice>
  );
}
