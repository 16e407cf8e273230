import { at } from '@/lib/layout/at';
import type { Direction } from '@/lib/layout/layout-canvas';

/** What a path is drawn on: a canvas, a Path2D, or something that writes SVG. */
export interface PathPen {
  moveTo: (x: number, y: number) => void;
  lineTo: (x: number, y: number) => void;
  bezierCurveTo: (x1: number, y1: number, x2: number, y2: number, x: number, y: number) => void;
}

/**
 * Draws a wire through its points, x and y by turns. `curved`: as pipes do, leaving and arriving along the flow; else with
 * straight lines, which far away is the same picture for less.
 */
export function traceWire(
  pen: PathPen,
  path: Float64Array,
  direction: Direction,
  curved: boolean,
): void {
  let [x, y] = [at(path, 0), at(path, 1)];
  pen.moveTo(x, y);
  for (let i = 2; i < path.length; i += 2) {
    const [nextX, nextY] = [at(path, i), at(path, i + 1)];
    if (!curved) pen.lineTo(nextX, nextY);
    else if (x === nextX || y === nextY) straight(pen, path, i);
    else if (direction === 'LR') {
      const middle = (x + nextX) / 2;
      pen.bezierCurveTo(middle, y, middle, nextY, nextX, nextY);
    } else {
      const middle = (y + nextY) / 2;
      pen.bezierCurveTo(x, middle, nextX, middle, nextX, nextY);
    }
    [x, y] = [nextX, nextY];
  }
}

/** Radius of a corner between an upright and a level part, at zoom 1. */
const corner = 14;

/** To the point at `i`, where a turn by a right angle is rounded. */
function straight(pen: PathPen, path: Float64Array, i: number): void {
  const [x, y, nextX, nextY] = [at(path, i - 2), at(path, i - 1), at(path, i), at(path, i + 1)];
  const isLast = i + 2 >= path.length;
  const [afterX, afterY] = isLast ? [nextX, nextY] : [at(path, i + 2), at(path, i + 3)];
  const turns = x === nextX ? nextY === afterY : nextX === afterX;
  const length = Math.abs(nextX - x) + Math.abs(nextY - y);
  const after = Math.abs(afterX - nextX) + Math.abs(afterY - nextY);
  const radius = turns ? Math.min(corner, length / 2, after / 2) : 0;
  pen.lineTo(nextX - Math.sign(nextX - x) * radius, nextY - Math.sign(nextY - y) * radius);
  if (radius === 0) return;
  pen.bezierCurveTo(
    nextX,
    nextY,
    nextX,
    nextY,
    nextX + Math.sign(afterX - nextX) * radius,
    nextY + Math.sign(afterY - nextY) * radius,
  );
}
