import type { Viewport } from '@xyflow/react';
import type { Box, Size } from '@/lib/layout/geometry';

/** What is left free on each side of what is shown, as a share of it. */
const padding = 0.06;
/** How far away one can go at any rate: 10,000 nodes are still a picture then. */
const usualLeast = 0.02;

/** Parts of the canvas that something lies over, in pixels from its edges. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export const noInsets: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

/**
 * The view that shows all of a box, in the middle of what is free; nothing is made larger than it is to fill the screen.
 * Runs as text beside the first picture too, so it uses nothing from outside of itself.
 */
export function fitBox(box: Box, size: Size, insets: Insets): Viewport {
  // As `paddedBox` has it.
  const room = 1 + 2 * 0.06;
  const width = Math.max(1, size.width - insets.left - insets.right);
  const height = Math.max(1, size.height - insets.top - insets.bottom);
  const zoom = Math.min(
    1,
    width / (Math.max(1, box.width) * room),
    height / (Math.max(1, box.height) * room),
  );
  return {
    x: insets.left + width / 2 - (box.x + box.width / 2) * zoom,
    y: insets.top + height / 2 - (box.y + box.height / 2) * zoom,
    zoom,
  };
}

/** What `fitBox` shows of a box at its largest: the box and the room around it. */
export function paddedBox(box: Box): Box {
  const [width, height] = [Math.max(1, box.width), Math.max(1, box.height)];
  return {
    x: box.x - width * padding,
    y: box.y - height * padding,
    width: width * (1 + 2 * padding),
    height: height * (1 + 2 * padding),
  };
}

/** The farthest that one can zoom out: until all of the graph is in view, however long it is. */
export function leastZoom(box: Box, size: Size): number {
  return Math.min(usualLeast, fitBox(box, size, noInsets).zoom * 0.9);
}
