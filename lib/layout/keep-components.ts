import { at } from './at';
import type { Point, Size } from './geometry';
import type { Places } from './drawing';
import { Skyline } from './skyline';

/**
 * Where each drawing goes so that its cards are where most of them were before. Drawings that would come to lie over
 * another one move down just as far as they must; what is new goes below everything.
 */
export function keepComponents(
  drawings: readonly (Places & Size)[],
  members: readonly Int32Array[],
  before: Places,
  gap: Size,
): Point[] {
  const corners: Point[] = drawings.map(() => ({ x: 0, y: 0 }));
  const wishes = drawings.map((drawing, index) => ({
    index,
    drawing,
    wish: wishOf(drawing, members[index] ?? new Int32Array(0), before),
  }));
  const skyline = new Skyline();
  const place = (index: number, { width, height }: Size, wish: Point): void => {
    const y = Math.max(wish.y, skyline.heightOver(wish.x, wish.x + width));
    corners[index] = { x: wish.x, y };
    skyline.raise(wish.x, wish.x + width + gap.width, y + height + gap.height);
  };
  const known = wishes.flatMap(({ wish, ...rest }) => (wish === null ? [] : [{ ...rest, wish }]));
  known.sort((a, b) => a.wish.y - b.wish.y || a.wish.x - b.wish.x || a.index - b.index);
  for (const { index, drawing, wish } of known) place(index, drawing, wish);
  const left = known.reduce((least, { wish }) => Math.min(least, wish.x), Infinity);
  const right = known.reduce(
    (most, { drawing, wish }) => Math.max(most, wish.x + drawing.width),
    0,
  );
  let x = left === Infinity ? 0 : left;
  const start = x;
  const floor = skyline.heightOver(-Infinity, Infinity);
  for (const { index, drawing, wish } of wishes) {
    if (wish !== null) continue;
    // Rows as wide as what there is already.
    if (x > start && x + drawing.width > right) x = start;
    place(index, drawing, { x, y: floor === -Infinity ? 0 : floor });
    x += drawing.width + gap.width;
  }
  return corners;
}

/** The corner with which half of the cards are moved one way and half the other, if at all; null when all are new. */
function wishOf(drawing: Places, members: Int32Array, before: Places): Point | null {
  const xs: number[] = [];
  const ys: number[] = [];
  members.forEach((vertex, place) => {
    const x = at(before.x, vertex);
    if (Number.isNaN(x)) return;
    xs.push(x - at(drawing.x, place));
    ys.push(at(before.y, vertex) - at(drawing.y, place));
  });
  return xs.length === 0 ? null : { x: middleOf(xs), y: middleOf(ys) };
}

function middleOf(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
