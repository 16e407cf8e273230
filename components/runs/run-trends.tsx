'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { RunRecord } from '@/lib/history/run-record';
import { problemOf } from '../project/service-failure';
import { formatDuration } from '../ui/format-duration';
import { formatMoment } from '../ui/format-time';
import { Skeleton } from '../ui/skeleton';
import { outcomeStates } from '../ui/status';
import { ChartCard } from './chart-card';
import { trendQuery, type RunsRequest } from './queries';

interface Point {
  readonly runId: string;
  readonly when: string;
  readonly outcome: string;
  /** How recharts colours the bar of this point. */
  readonly fill: string;
  /** Seconds. */
  readonly duration: number;
  readonly failed: number;
  /** Percent of all nodes. */
  readonly cached: number;
}

/** How the runs of the list went over time: how long, how many nodes failed, how much was cached. */
export default function RunTrends({ request }: { readonly request: RunsRequest }) {
  const router = useRouter();
  const trend = useQuery(trendQuery(request));
  if (trend.isError) {
    return <p className="px-6 py-4 text-ink-soft">{problemOf(trend.error).message}</p>;
  }
  if (trend.data === undefined) return <Skeleton className="m-6 h-80" />;
  const points = trend.data
    .filter((run) => run.outcome !== null)
    .toReversed()
    .map(toPoint);
  const open = (point: Point | undefined): void => {
    if (point !== undefined) router.push(`/runs/${point.runId}`);
  };
  return (
    <div className="grid min-h-0 flex-1 content-start gap-4 overflow-y-auto px-4 pb-6 sm:px-6 xl:grid-cols-2">
      <ChartCard
        title="Duration"
        note="Colour and name tell how the run ended. Select a bar to open its run."
        columns={['Run', 'Started', 'Outcome', 'Duration']}
        rows={points.map((point) => ({
          id: point.runId,
          href: `/runs/${point.runId}`,
          cells: [point.runId, point.when, point.outcome, formatDuration(point.duration)],
        }))}
      >
        <Frame>
          <BarChart data={points} margin={margin}>
            {axes('s')}
            <Tooltip content={<PointTip />} cursor={cursor} isAnimationActive={false} />
            <Bar
              dataKey="duration"
              isAnimationActive={false}
              className="cursor-pointer"
              onClick={(_, index) => open(points[index])}
            />
          </BarChart>
        </Frame>
      </ChartCard>
      <ChartCard
        title="Failed nodes"
        note="How many nodes failed in each run."
        columns={['Run', 'Started', 'Failed nodes']}
        rows={points.map((point) => ({
          id: point.runId,
          href: `/runs/${point.runId}`,
          cells: [point.runId, point.when, String(point.failed)],
        }))}
      >
        <Frame>
          <BarChart data={points} margin={margin}>
            {axes('')}
            <Tooltip content={<PointTip />} cursor={cursor} isAnimationActive={false} />
            <Bar
              dataKey="failed"
              fill="var(--run-failed)"
              isAnimationActive={false}
              className="cursor-pointer"
              onClick={(_, index) => open(points[index])}
            />
          </BarChart>
        </Frame>
      </ChartCard>
      <ChartCard
        title="Cached share"
        note="Of all nodes, how many kept their last output."
        columns={['Run', 'Started', 'Cached']}
        rows={points.map((point) => ({
          id: point.runId,
          href: `/runs/${point.runId}`,
          cells: [point.runId, point.when, `${point.cached} %`],
        }))}
      >
        <Frame>
          <LineChart
            data={points}
            margin={margin}
            className="cursor-pointer"
            onClick={({ activeTooltipIndex }) => open(points[Number(activeTooltipIndex)])}
          >
            {axes('%')}
            <Tooltip content={<PointTip />} cursor={cursor} isAnimationActive={false} />
            <Line
              dataKey="cached"
              stroke="var(--run-cached)"
              strokeWidth={2}
              dot={points.length < 60}
              isAnimationActive={false}
            />
          </LineChart>
        </Frame>
      </ChartCard>
    </div>
  );
}

const margin = { top: 8, right: 8, bottom: 0, left: 0 };
const cursor = { fill: 'var(--hover)', stroke: 'var(--line-strong)' };
const tick = { fill: 'var(--ink-faint)', fontSize: 11 };

function axes(unit: string): ReactNode {
  return (
    <>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis dataKey="runId" tick={false} height={8} stroke="var(--line-strong)" />
      <YAxis width={52} unit={unit} tick={tick} stroke="var(--line-strong)" allowDecimals={false} />
    </>
  );
}

function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <ResponsiveContainer width="100%" height={200}>
      {children}
    </ResponsiveContainer>
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
        {point.outcome} in {formatDuration(point.duration)}
      </p>
      <p className="text-ink-soft">
        {point.failed} failed, {point.cached} % cached
      </p>
    </div>
  );
}

function toPoint(run: RunRecord): Point {
  const look = outcomeStates[run.outcome ?? 'running'];
  return {
    runId: run.runId,
    when: formatMoment(run.startedAtMs),
    outcome: look.label,
    fill: look.colour,
    duration: run.totalDuration,
    failed: run.failedNodes,
    cached: run.totalNodes === 0 ? 0 : Math.round((run.cachedNodes / run.totalNodes) * 100),
  };
}
