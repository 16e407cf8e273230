'use client';

import { useState } from 'react';
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { HealthPoint } from '@/lib/service/quality/quality-report';
import { Button } from '../ui/button';
import { formatCount } from '../ui/format-count';
import { formatMoment, formatShortMoment } from '../ui/format-time';

/** Health and violations over the runs, as a chart or as the table of the same numbers. */
export function HealthChart({ health }: { readonly health: readonly HealthPoint[] }) {
  const [asTable, setAsTable] = useState(false);
  const points = health.slice(-40);
  return (
    <section aria-label="Trend" className="rounded-lg border border-line bg-surface p-3.5">
      <header className="mb-2 flex items-center justify-between gap-3">
        <h2 className="text-sm font-medium">Over the runs</h2>
        <Button
          look="ghost"
          className="h-7"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'Show the chart' : 'Show as table'}
        </Button>
      </header>
      {asTable ? (
        <div
          role="region"
          aria-label="Trend as a table"
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by arrow keys needs the focus
          tabIndex={0}
          className="max-h-48 overflow-y-auto"
        >
          <table className="w-full text-xs">
            <thead>
              <tr className="border-b border-line text-left text-ink-faint">
                <th scope="col" className="py-1 font-normal">
                  Run
                </th>
                <th scope="col" className="py-1 text-right font-normal">
                  Health
                </th>
                <th scope="col" className="py-1 text-right font-normal">
                  Violations
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {points.toReversed().map((point) => (
                <tr key={point.runId}>
                  <td className="py-1">{formatMoment(point.atMs)}</td>
                  <td className="py-1 text-right tabular-nums">{point.score} %</td>
                  <td className="py-1 text-right tabular-nums">{formatCount(point.violations)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <div aria-hidden className="h-48">
          <ResponsiveContainer width="100%" height="100%">
            <ComposedChart
              accessibilityLayer={false}
              data={points}
              margin={{ top: 4, right: 0, bottom: 0, left: 0 }}
            >
              <CartesianGrid stroke="var(--line)" vertical={false} />
              <XAxis
                dataKey="runId"
                tickFormatter={(_, index) => formatShortMoment(points[index]?.atMs)}
                tick={{ fontSize: 11, fill: 'var(--ink-faint)' }}
                stroke="var(--line-strong)"
                minTickGap={48}
              />
              <YAxis
                yAxisId="health"
                domain={[0, 100]}
                width={40}
                unit=" %"
                tick={{ fontSize: 11, fill: 'var(--ink-faint)' }}
                stroke="var(--line-strong)"
              />
              <YAxis
                yAxisId="violations"
                orientation="right"
                allowDecimals={false}
                width={40}
                tick={{ fontSize: 11, fill: 'var(--ink-faint)' }}
                stroke="var(--line-strong)"
              />
              <Tooltip
                cursor={{ fill: 'var(--hover)', opacity: 0.6 }}
                content={({ payload }) => <PointTip point={payload[0]?.payload as HealthPoint} />}
              />
              <Bar
                yAxisId="violations"
                dataKey="violations"
                fill="var(--run-stopped)"
                opacity={0.45}
                maxBarSize={18}
                isAnimationActive={false}
              />
              <Line
                yAxisId="health"
                dataKey="score"
                stroke="var(--run-success)"
                strokeWidth={2}
                dot={{ r: 2.5, fill: 'var(--run-success)' }}
                isAnimationActive={false}
              />
            </ComposedChart>
          </ResponsiveContainer>
        </div>
      )}
      <p className="mt-1 flex gap-4 text-2xs text-ink-soft">
        <span className="flex items-center gap-1.5">
          <span aria-hidden className="h-0.5 w-4 bg-run-success" />
          health, left
        </span>
        <span className="flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 bg-run-stopped/45" />
          violations, right
        </span>
      </p>
    </section>
  );
}

function PointTip({ point }: { readonly point: HealthPoint | undefined }) {
  if (point === undefined) return null;
  return (
    <div className="rounded-md bg-ink px-2 py-1 text-xs text-surface shadow-lift">
      <p>{formatMoment(point.atMs)}</p>
      <p>
        {point.score} % healthy, {formatCount(point.violations)} violations
      </p>
    </div>
  );
}
