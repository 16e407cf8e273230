import type { IdleGap } from '@/lib/events/idle-gaps';

/** Turns moments into places on an axis from 0 to 100. */
export interface TimeAxis {
  readonly percentOf: (atMs: number) => number;
}

/** Of a gap that is cut short this much is left, as a share of the rest. */
const cutShare = 0.02;

/** An axis from one moment to another on which the given gaps are cut to a sliver. */
export function timeAxis(fromMs: number, toMs: number, cut: readonly IdleGap[] = []): TimeAxis {
  const idle = cut.reduce((sum, gap) => sum + gap.toMs - gap.fromMs, 0);
  const busy = Math.max(1, toMs - fromMs - idle);
  const sliver = busy * cutShare;
  const length = busy + cut.length * sliver;
  const lengthUntil = (atMs: number): number => {
    let until = atMs - fromMs;
    for (const gap of cut) {
      if (atMs <= gap.fromMs) break;
      const inside = Math.min(atMs, gap.toMs) - gap.fromMs;
      until -= inside - sliver * (inside / Math.max(1, gap.toMs - gap.fromMs));
    }
    return until;
  };
  return {
    percentOf: (atMs) => Math.min(100, Math.max(0, (lengthUntil(atMs) / length) * 100)),
  };
}
