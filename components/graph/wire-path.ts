import type { Point } from './step-focus';

/** A smooth SVG path through the points that leaves and arrives level, as pipes do. */
export function wirePath(points: readonly Point[]): string {
  const [start, ...rest] = points;
  if (start === undefined) return '';
  let path = `M ${start.x} ${start.y}`;
  let from = start;
  for (const to of rest) {
    const middle = (from.x + to.x) / 2;
    path += ` C ${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
    from = to;
  }
  return path;
}
