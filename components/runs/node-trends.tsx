'use client';

import { useRouter } from 'next/navigation';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { NodeRunOfRun } from '@/lib/history/history-store';
import { formatCount } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import { formatMoment } from '../ui/format-time';
import { runStates } from '../ui/status';
import { ChartCard } from './chart-card';

interface Point {
  readonly runId: string;
  readonly when: string;
  readonly status: string;
  /** How recharts colours the bar of this point. */
  readonly fill: string;
  /** Seconds. */
  readonly duration: number;
  readonly rows: number | null;
}

/** How long a node took and how many rows it made, run by run. */
export default function NodeTrends({ runs }: { readonly runs: readonly NodeRunOfRun[] }) {
  const router = useRouter();
  const points = runs.toReversed().map(toPoint);
  const charts = [
    {
      key: 'duration',
      title: 'Duration',
      unit: 's',
      textOf: (point: Point) => formatDuration(point.duration),
    },
    {
      key: 'rows',
      title: 'Rows',
      unit: '',
      textOf: (point: Point) => (point.rows === null ? '–' : formatCount(point.rows)),
    },
  ] as const;
  return (
    <div className="mt-5 grid gap-4 lg:grid-cols-2">
      {charts.map(({ key, title, unit, textOf }) => (
        <ChartCard
          key={key}
          title={title}
          note="A bar for each execution; select one to open its run."
          columns={['Run', 'Started', 'Status', title]}
          rows={points.map((point) => ({
            id: point.runId,
            href: `/runs/${point.runId}`,
            cells: [point.runId, point.when, point.status, textOf(point)],
          }))}
        >
          <ResponsiveContainer width="100%" height={180}>
            <BarChart data={points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
              <CartesianGrid vertical={false} stroke="var(--line)" />
              <XAxis dataKey="runId" tick={false} height={8} stroke="var(--line-strong)" />
              <YAxis
                width={60}
                unit={unit}
                tick={{ fill: 'var(--ink-faint)', fontSize: 11 }}
                stroke="var(--line-strong)"
              />
              <Tooltip
                content={<PointTip />}
                cursor={{ fill: 'var(--hover)' }}
                isAnimationActive={false}
              />
              <Bar
                dataKey={key}
                isAnimationActive={false}
                className="cursor-pointer"
                onClick={(_, index) => {
                  const point = points[index];
                  if (point !== undefined) router.push(`/runs/${point.runId}`);
                }}
              />
            </BarChart>
          </ResponsiveContainer>
        </ChartCard>
      ))}
    </div>
  );
}

function PointTip({
  active,
  payload,
}: {
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload: Point }[];
}) {
  const point = payload?.[0]?.payload;
  if (active !== true || point === undefined) return null;
  return (
    <div className="rounded-md border border-line bg-raised px-2.5 py-1.5 text-xs shadow-lift">
      <p className="font-medium">{point.when}</p>
      <p className="text-ink-soft">
        {point.status} in {formatDuration(point.duration)}
        {point.rows !== null && `, ${formatCount(point.rows)} rows`}
      </p>
    </div>
  );
}

function toPoint(run: NodeRunOfRun): Point {
  const look = runStates[run.status];
  return {
    runId: run.runId,
    when: formatMoment(run.runStartedAtMs),
    status: look.label,
    fill: look.colour,
    duration: run.duration,
    rows: run.rowCount,
  };
}
