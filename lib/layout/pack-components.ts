import type { Point, Size } from './geometry';

/** Drawings side by side are about so much wider than high, as screens are. */
const aspect = 1.6;

/**
 * Where each drawing goes so that none touches another and all make one compact picture: the tallest first, each as high
 * up as it fits, then as far left. By drawing: its upper left corner.
 */
export function packComponents(sizes: readonly Size[], gap: Size): Point[] {
  const area = sizes.reduce(
    (sum, { width, height }) => sum + (width + gap.width) * (height + gap.height),
    0,
  );
  const widest = sizes.reduce((most, { width }) => Math.max(most, width), 0);
  const limit = Math.max(widest, Math.sqrt(area * aspect)) + gap.width;
  const corners: Point[] = sizes.map(() => ({ x: 0, y: 0 }));
  let skyline: Step[] = [{ x: 0, y: 0 }];
  const tallestFirst = sizes
    .map((size, index) => ({ ...size, index }))
    .sort((a, b) => b.height - a.height || b.width - a.width || a.index - b.index);
  for (const { index, width, height } of tallestFirst) {
    const corner = lowestPlace(skyline, width + gap.width, limit);
    corners[index] = corner;
    skyline = cover(skyline, corner, width + gap.width, height + gap.height);
  }
  return corners;
}

/** From `x` to the next step, everything above `y` is taken. */
type Step = Point;

function lowestPlace(skyline: readonly Step[], width: number, limit: number): Point {
  let best: Point = { x: 0, y: Infinity };
  skyline.forEach(({ x }, first) => {
    if (x > 0 && x + width > limit) return;
    let y = 0;
    for (let i = first; i < skyline.length; i += 1) {
      const step = skyline[i];
      if (step === undefined || step.x >= x + width) break;
      y = Math.max(y, step.y);
    }
    if (y < best.y) best = { x, y };
  });
  return best;
}

function cover(skyline: readonly Step[], corner: Point, width: number, height: number): Step[] {
  const end = corner.x + width;
  const under = skyline.findLast(({ x }) => x <= end)?.y ?? 0;
  const left = skyline.filter(({ x }) => x < corner.x);
  const right = skyline.filter(({ x }) => x > end);
  return [...left, { x: corner.x, y: corner.y + height }, { x: end, y: under }, ...right];
}
