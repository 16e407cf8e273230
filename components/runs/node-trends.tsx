'use client';

import type { NodeRunOfRun } from '@/lib/history/history-store';
import { formatCount } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import { formatMoment } from '../ui/format-time';
import { runStates } from '../ui/run-states';
import { areaColour } from '../ui/state-look';
import { useGoTo } from '../ui/use-go-to';
import { ChartCard } from './chart-card';
import { TrendBars, type TrendPoint } from './trend-chart';

interface Point extends TrendPoint {
  readonly status: string;
  /** Seconds. */
  readonly duration: number;
  readonly rows: number | null;
}

/** How long a node took and how many rows it made, run by run. */
export default function NodeTrends({ runs }: { readonly runs: readonly NodeRunOfRun[] }) {
  const goTo = useGoTo();
  const points = runs.toReversed().map(toPoint);
  const charts = [
    {
      key: 'duration',
      title: 'Duration',
      unit: 'seconds',
      textOf: (point: Point) => formatDuration(point.duration),
    },
    {
      key: 'rows',
      title: 'Rows',
      unit: 'count',
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
          <TrendBars
            points={points}
            dataKey={key}
            unit={unit}
            tipOf={tipOf}
            onOpen={(point) => {
              if (point !== undefined) goTo(`/runs/${point.runId}`);
            }}
          />
        </ChartCard>
      ))}
    </div>
  );
}

function tipOf({ status, duration, rows }: Point): string {
  const made = rows === null ? '' : `, ${formatCount(rows)} rows`;
  return `${status} in ${formatDuration(duration)}${made}`;
}

function toPoint(run: NodeRunOfRun): Point {
  const look = runStates[run.status];
  return {
    runId: run.runId,
    atMs: run.runStartedAtMs,
    when: formatMoment(run.runStartedAtMs),
    status: look.label,
    fill: areaColour(look),
    duration: run.duration,
    rows: run.rowCount,
  };
}
