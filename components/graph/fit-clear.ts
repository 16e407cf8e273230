import type { Viewport } from '@xyflow/react';
import type { Box, Size } from '@/lib/layout/geometry';
import type { fitBox, Insets } from './fit-view';

/** What lies over the canvas. */
export interface Overlays {
  readonly hasMap: boolean;
  readonly hasFocus: boolean;
}

/** The cards of a drawing, by their upper left corners, and the box around them and their wires. */
export interface DrawnCards {
  readonly bounds: Box;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly cardSize: Size;
}

/**
 * The view of the whole graph with no card under the tools, if that can be had for little; else as large as it goes. Runs
 * as text beside the first picture too, so it uses nothing from outside of itself.
 */
export function fitClear(
  { bounds, x, y, cardSize }: DrawnCards,
  size: Size,
  { hasMap, hasFocus }: Overlays,
  fit: typeof fitBox,
): Viewport {
  // In pixels of the screen. Below a width of the canvas there is no map.
  // The bar of the focus stands beside the tools, or under them where both have no room.
  const bar = { width: 940, leastWidth: 960, height: 42, narrow: 640, narrowHeight: 110 };
  const isBeside = size.width >= bar.leastWidth;
  const barHeight = size.width < bar.narrow ? bar.narrowHeight : bar.height;
  const toolbar = {
    width: hasFocus ? bar.width : 224,
    height: hasFocus && !isBeside ? 46 + barHeight : 46,
  };
  const controls = { width: 46, height: 132 };
  const map = { width: 186, height: 126, leastWidth: 520 };

  const covers = [
    { x: 0, y: 0, ...toolbar },
    { x: 0, y: size.height - controls.height, ...controls },
  ];
  if (hasMap && size.width >= map.leastWidth) {
    covers.push({
      x: size.width - map.width,
      y: size.height - map.height,
      width: map.width,
      height: map.height,
    });
  }
  const isFree = (view: Viewport): boolean => {
    for (let index = 0; index < x.length; index += 1) {
      const left = (x[index] ?? 0) * view.zoom + view.x;
      const top = (y[index] ?? 0) * view.zoom + view.y;
      const right = left + cardSize.width * view.zoom;
      const bottom = top + cardSize.height * view.zoom;
      for (const cover of covers) {
        const isOver =
          left <= cover.x + cover.width &&
          right >= cover.x &&
          top <= cover.y + cover.height &&
          bottom >= cover.y;
        if (isOver) return false;
      }
    }
    return true;
  };

  const none: Insets = { top: 0, right: 0, bottom: 0, left: 0 };
  const { height: top } = toolbar;
  const { width: left } = controls;
  const right = hasMap ? map.width : 0;
  const bottom = hasMap ? map.height : 0;
  let best = fit(bounds, size, none);
  if (isFree(best)) return best;
  let bestZoom = 0;
  // Room at one side for each tool, and together; the least that may do comes first.
  for (const insets of [
    { ...none, top },
    { ...none, left },
    { ...none, top, left },
    { ...none, top, right },
    { ...none, top, bottom },
    { ...none, top, left, right },
    { ...none, top, left, bottom },
  ]) {
    const view = fit(bounds, size, insets);
    if (view.zoom <= bestZoom || !isFree(view)) continue;
    best = view;
    bestZoom = view.zoom;
  }
  return best;
}
