'use client';

import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ColumnProfile, OutputProfile } from '@/lib/data/ask';
import type { NodeId } from '@/lib/graph/node-id';
import { problemOf } from '../project/service-failure';
import { Button } from '../ui/button';
import { formatCount } from '../ui/format-count';
import { Skeleton } from '../ui/skeleton';
import { shortType } from './grid/column-look';
import { Histogram } from './histogram';
import { profileQuery } from './queries';

/** What the values of each column are like. */
export function ProfileView({ id, version }: { readonly id: NodeId; readonly version: string }) {
  const profile = useQuery(profileQuery(id, version));
  if (profile.isError) {
    const problem = problemOf(profile.error);
    return (
      <div role="alert" className="space-y-2 p-4">
        <p className="flex gap-2">
          <TriangleAlert aria-hidden className="size-4 shrink-0 text-run-failed" />
          {problem.message} {problem.hint}
        </p>
        <Button onClick={() => void profile.refetch()}>Try again</Button>
      </div>
    );
  }
  if (profile.data === undefined) {
    return (
      <div aria-busy className="space-y-3 p-4">
        <p className="text-ink-soft">Looking at all values…</p>
        <Skeleton className="h-24" />
        <Skeleton className="h-24" />
      </div>
    );
  }
  const { columns, rows } = profile.data;
  return (
    <div
      role="region"
      aria-label={`Profile of ${id}`}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by arrow keys needs the focus
      tabIndex={0}
      className="@container min-h-0 flex-1 overflow-y-auto px-4 py-4 sm:px-6"
    >
      <p className="mb-3 text-ink-soft">{howTold(profile.data)}</p>
      <ul className="grid max-w-6xl gap-3">
        {columns.map((column) => (
          <li key={column.name} className="rounded-lg border border-line bg-surface px-3.5 py-3">
            <ColumnCard
              column={column}
              rows={rows}
              about={profile.data.distinctIsEstimate}
              ofRows={profile.data.sampledRows ?? rows}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function howTold({ rows, sampledRows, distinctIsEstimate }: OutputProfile): string {
  const counted = `${formatCount(rows)} rows.`;
  const sampled =
    sampledRows === null
      ? ' Everything is counted exactly.'
      : ` Nulls, ends and means are of all rows; medians, bars and top values of a sample of ${formatCount(sampledRows)}.`;
  return counted + sampled + (distinctIsEstimate ? ' How many values differ is an estimate.' : '');
}

function ColumnCard({
  column,
  rows,
  about,
  ofRows,
}: {
  readonly column: ColumnProfile;
  readonly rows: number;
  /** Whether the number of different values is an estimate. */
  readonly about: boolean;
  /** How many rows the top values are counted in. */
  readonly ofRows: number;
}) {
  const filled = rows - column.nulls;
  const isUnique = !about && column.distinct === filled && filled > 1;
  return (
    <section
      aria-label={column.name}
      className="grid gap-x-6 gap-y-2 @2xl:grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)_minmax(0,1.1fr)]"
    >
      <div className="min-w-0">
        <h3 className="text-sm font-medium break-words">{column.name}</h3>
        <p className="truncate font-mono text-2xs text-ink-faint" title={column.type}>
          {shortType(column.type)}
        </p>
        <NullBar nulls={column.nulls} rows={rows} />
      </div>
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(7rem,1fr))] content-start gap-x-4 gap-y-1 text-xs">
        <Fact name={about ? 'Different, about' : 'Different'}>
          {formatCount(column.distinct)}
          {isUnique && <span className="text-ink-soft"> · unique</span>}
        </Fact>
        {column.min !== null && <Fact name="Smallest">{column.min}</Fact>}
        {column.max !== null && <Fact name="Largest">{column.max}</Fact>}
        {column.mean !== null && <Fact name="Mean">{short(column.mean)}</Fact>}
        {column.median !== null && <Fact name="Median">{short(column.median)}</Fact>}
        {column.deviation !== null && <Fact name="Deviation">{short(column.deviation)}</Fact>}
      </dl>
      <div className="min-w-0">
        {column.histogram.length > 0 ? (
          <Histogram
            label={`Spread of ${column.name}`}
            bars={column.histogram.map(({ from, to, rows: count }) => ({
              label: from === to ? from : `${from} to ${to}`,
              rows: count,
            }))}
          />
        ) : (
          <TopValues column={column} ofRows={ofRows} />
        )}
      </div>
    </section>
  );
}

function NullBar({ nulls, rows }: { readonly nulls: number; readonly rows: number }) {
  const share = rows === 0 ? 0 : nulls / rows;
  const percent = share > 0 && share < 0.001 ? '< 0.1' : (share * 100).toFixed(share === 1 ? 0 : 1);
  return (
    <p className="mt-1.5 text-xs text-ink-soft">
      <span aria-hidden className="mb-1 block h-1.5 w-full max-w-44 rounded-full bg-hover">
        <span
          className="block h-full rounded-full bg-run-stopped"
          style={{ width: `${share === 0 ? 0 : Math.max(2, share * 100)}%` }}
        />
      </span>
      {nulls === 0 ? 'No nulls' : `${formatCount(nulls)} nulls, ${percent} %`}
    </p>
  );
}

function TopValues({
  column,
  ofRows,
}: {
  readonly column: ColumnProfile;
  readonly ofRows: number;
}) {
  const { top } = column;
  if (top.length === 0) {
    return (
      <p className="text-xs text-ink-faint">
        {column.distinct === 0 ? 'No values.' : 'Nearly every value is another one.'}
      </p>
    );
  }
  return (
    <ol aria-label={`Most frequent values of ${column.name}`} className="space-y-0.5 text-xs">
      {top.map(({ value, rows }) => (
        <li key={value} className="relative flex items-center gap-2 overflow-hidden rounded px-1.5">
          <span
            aria-hidden
            className="absolute inset-y-0 left-0 bg-run-running-soft"
            style={{ width: `${(rows / Math.max(1, ofRows)) * 100}%` }}
          />
          <span className="relative min-w-0 flex-1 truncate" title={value}>
            {value === '' ? <span className="text-ink-soft italic">empty</span> : value}
          </span>
          <span className="relative text-ink-soft tabular-nums">{formatCount(rows)}</span>
        </li>
      ))}
    </ol>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col">
      <dt className="text-2xs text-ink-faint">{name}</dt>
      <dd className="break-words tabular-nums">{children}</dd>
    </div>
  );
}

function short(value: number): string {
  return Math.abs(value) >= 1e9 || (value !== 0 && Math.abs(value) < 1e-3)
    ? value.toPrecision(4)
    : value.toLocaleString('en-US', { maximumFractionDigits: 3 });
}
