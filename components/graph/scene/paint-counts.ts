import { at } from '@/lib/layout/at';
import type { Box } from '@/lib/layout/geometry';
import type { Picture } from '../picture/build-picture';
import type { Colours } from './colours';
import type { Scene } from './scene';

/** Groups with so many times as many wires as there are things would be a web of equal lines. */
const denseFrom = 2;
/** Of a web, numbers stand on wires of at least this weight; on the others when they are lit. */
const toldWeight = 0.65;
const leastWeight = 0.3;

/** The number of edges of a wire tells how strongly it is drawn, up to 1. */
type WireWeight = (count: number) => number;

/** How strongly wires are drawn between groups that read each other all over, by their counts; null for fewer: all alike. */
export function wireWeights({ groups, items, wires }: Picture): WireWeight | null {
  if (groups === null || wires.length <= denseFrom * items.length) return null;
  const most = wires.reduce((so, { count }) => Math.max(so, count), 1);
  if (most === 1) return () => 1;
  return (count) => leastWeight + (1 - leastWeight) * (Math.log(count) / Math.log(most));
}

/** Whether the number of a wire is painted although nobody points at it. */
export function isTold(count: number, weight: WireWeight | null): boolean {
  return count > 1 && (weight === null || weight(count) >= toldWeight);
}

/** How many edges wires stand for, in the middle of each; of numbers that would lie over each other, the largest. */
export function paintCounts(
  { scene, colours }: { readonly scene: Scene; readonly colours: Colours },
  context: CanvasRenderingContext2D,
  wires: readonly number[],
  zoom: number,
): void {
  const countOfWire = (wire: number): number => scene.drawn.picture.wires[wire]?.count ?? 1;
  const size = Math.min(28, 12 / zoom);
  const painted: Box[] = [];
  for (const wire of wires.toSorted((a, b) => countOfWire(b) - countOfWire(a))) {
    const path = scene.paths[wire];
    if (path === undefined) continue;
    const middle = (path.length >> 2) * 2;
    const x = (at(path, middle - 2) + at(path, middle)) / 2;
    const y = (at(path, middle - 1) + at(path, middle + 1)) / 2;
    context.font = `600 ${size}px ${colours.font}`;
    const width = context.measureText(`${countOfWire(wire)}`).width + size;
    const box = { x: x - width / 2, y: y - size * 0.75, width, height: size * 1.5 };
    if (painted.some((other) => overlaps(box, other))) continue;
    painted.push(box);
    paintCount(colours, context, box, countOfWire(wire), zoom);
  }
}

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function paintCount(
  colours: Colours,
  context: CanvasRenderingContext2D,
  box: Box,
  count: number,
  zoom: number,
): void {
  context.fillStyle = colours.of('--surface');
  context.strokeStyle = colours.of('--line-strong');
  context.lineWidth = 1 / zoom;
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, box.height / 2);
  context.fill();
  context.stroke();
  context.fillStyle = colours.of('--ink');
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(`${count}`, box.x + box.width / 2, box.y + box.height / 2);
}
