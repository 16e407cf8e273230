import type { ReactElement, ReactNode } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatCountShort } from '../ui/format-count';
import { formatShortMoment } from '../ui/format-time';

/** What every point of a trend has; `fill` is how recharts colours its bar. */
export interface TrendPoint {
  readonly runId: string;
  readonly atMs: number;
  readonly when: string;
  readonly fill: string;
}

export const trendMargin = { top: 8, right: 8, bottom: 0, left: 0 };
const cursor = { fill: 'var(--hover)', stroke: 'var(--line-strong)' };
const tick = { fill: 'var(--ink-faint)', fontSize: 11 };

export function TrendFrame({ children }: { readonly children: ReactNode }) {
  return (
    <ResponsiveContainer width="100%" height={200}>
      {children}
    </ResponsiveContainer>
  );
}

/** What the numbers beside a trend count; those of `share` end at a hundred. */
export type TrendUnit = 'seconds' | 'count' | 'share';

const tickOf: Record<TrendUnit, (value: number) => string> = {
  seconds: (value) => `${String(value)} s`,
  count: formatCountShort,
  share: (value) => `${String(value)} %`,
};

/** The parts that all trends share. A function and not a component: recharts looks for them among its own children. */
export function trendParts(
  unit: TrendUnit,
  points: readonly TrendPoint[],
  tip: ReactElement,
): ReactNode {
  return (
    <>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="runId"
        tickFormatter={(_, index) => formatShortMoment(points[index]?.atMs)}
        tick={tick}
        tickMargin={4}
        height={22}
        interval="equidistantPreserveStart"
        minTickGap={32}
        stroke="var(--line-strong)"
      />
      <YAxis
        width={56}
        tickFormatter={tickOf[unit]}
        tick={tick}
        stroke="var(--line-strong)"
        allowDecimals={unit !== 'count'}
        {...(unit === 'share' ? { domain: [0, 100] } : {})}
      />
      <Tooltip content={tip} cursor={cursor} isAnimationActive={false} />
    </>
  );
}

/** A bar for each run; one that is selected opens. */
export function TrendBars<Point extends TrendPoint>({
  points,
  dataKey,
  unit,
  fill,
  tipOf,
  onOpen,
}: {
  readonly points: readonly Point[];
  readonly dataKey: string;
  readonly unit: TrendUnit;
  /** Of all bars; without it each has the colour of its point. */
  readonly fill?: string;
  readonly tipOf: (point: Point) => ReactNode;
  readonly onOpen: (point: Point | undefined) => void;
}) {
  return (
    <TrendFrame>
      <BarChart accessibilityLayer={false} data={points} margin={trendMargin}>
        {trendParts(unit, points, <TrendTip tipOf={tipOf} />)}
        <Bar
          dataKey={dataKey}
          {...(fill === undefined ? {} : { fill })}
          isAnimationActive={false}
          maxBarSize={40}
          className="cursor-pointer"
          onClick={(_, index) => onOpen(points[index])}
        />
      </BarChart>
    </TrendFrame>
  );
}

/** What is said of the point under the pointer. */
export function TrendTip<Point extends TrendPoint>({
  active,
  payload,
  tipOf,
}: {
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload: Point }[];
  readonly tipOf: (point: Point) => ReactNode;
}) {
  const point = payload?.[0]?.payload;
  if (active !== true || point === undefined) return null;
  return (
    <div className="rounded-md border border-line bg-raised px-2.5 py-1.5 text-xs shadow-lift">
      <p className="font-medium">{point.when}</p>
      <div className="text-ink-soft">{tipOf(point)}</div>
    </div>
  );
}
