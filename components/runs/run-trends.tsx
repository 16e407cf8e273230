'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Line, LineChart } from 'recharts';
import type { RunRecord } from '@/lib/history/run-record';
import { problemOf } from '../project/service-failure';
import { formatDuration } from '../ui/format-duration';
import { formatMoment } from '../ui/format-time';
import { Skeleton } from '../ui/skeleton';
import { outcomeStates } from '../ui/run-states';
import { areaColour } from '../ui/state-look';
import { useGoTo } from '../ui/use-go-to';
import { ChartCard } from './chart-card';
import { trendLength, trendQuery, type RunsRequest } from './queries';
import {
  TrendBars,
  TrendFrame,
  trendMargin,
  trendParts,
  TrendTip,
  type TrendPoint,
} from './trend-chart';

interface Point extends TrendPoint {
  readonly outcome: string;
  /** Seconds. */
  readonly duration: number;
  readonly failed: number;
  /** Percent of all nodes. */
  readonly cached: number;
}

/** How the runs of the list went over time: how long, how many nodes failed, how much was cached. */
export default function RunTrends({ request }: { readonly request: RunsRequest }) {
  const goTo = useGoTo();
  const trend = useQuery(trendQuery(request));
  if (trend.isError) {
    return <p className="px-6 py-4 text-ink-soft">{problemOf(trend.error).message}</p>;
  }
  if (trend.data === undefined) return <Skeleton className="m-6 h-80" />;
  const points = trend.data
    .filter((run) => run.outcome !== null)
    .toReversed()
    .map(toPoint);
  const ofThese =
    trend.data.length < trendLength ? 'Each run' : `Each of the newest ${points.length} runs`;
  const open = (point: Point | undefined): void => {
    if (point !== undefined) goTo(`/runs/${point.runId}`);
  };
  return (
    <div className="grid min-h-0 flex-1 content-start gap-4 overflow-y-auto px-4 pb-6 sm:px-6 xl:grid-cols-2">
      <ChartCard
        title="Duration"
        note={`${ofThese}; the colour tells how it ended. Select a bar to open its run.`}
        columns={['Run', 'Started', 'Outcome', 'Duration']}
        rows={points.map((point) => ({
          id: point.runId,
          href: `/runs/${point.runId}`,
          cells: [point.runId, point.when, point.outcome, formatDuration(point.duration)],
        }))}
      >
        <TrendBars points={points} dataKey="duration" unit="seconds" tipOf={tipOf} onOpen={open} />
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
        <TrendBars
          points={points}
          dataKey="failed"
          unit="count"
          fill="var(--run-failed)"
          tipOf={tipOf}
          onOpen={open}
        />
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
        <TrendFrame>
          <LineChart
            accessibilityLayer={false}
            data={points}
            margin={trendMargin}
            className="cursor-pointer"
            onClick={({ activeTooltipIndex }) => open(points[Number(activeTooltipIndex)])}
          >
            {trendParts('share', points, <TrendTip tipOf={tipOf} />)}
            <Line
              dataKey="cached"
              stroke="var(--run-cached)"
              strokeWidth={2}
              dot={points.length < 60}
              isAnimationActive={false}
            />
          </LineChart>
        </TrendFrame>
      </ChartCard>
    </div>
  );
}

function tipOf({ outcome, duration, failed, cached }: Point): ReactNode {
  return (
    <>
      <p>
        {outcome} in {formatDuration(duration)}
      </p>
      <p>
        {failed} failed, {cached} % cached
      </p>
    </>
  );
}

function toPoint(run: RunRecord): Point {
  const look = outcomeStates[run.outcome ?? 'running'];
  return {
    runId: run.runId,
    atMs: run.startedAtMs,
    when: formatMoment(run.startedAtMs),
    outcome: look.label,
    fill: areaColour(look),
    duration: run.totalDuration,
    failed: run.failedNodes,
    cached: run.totalNodes === 0 ? 0 : Math.round((run.cachedNodes / run.totalNodes) * 100),
  };
}
