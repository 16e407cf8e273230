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
    if (!curved || x === nextX || y === nextY) pen.lineTo(nextX, nextY);
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
