import type { Point } from '@/lib/layout/geometry';
import type { Direction } from '@/lib/layout/layout-canvas';

export type ArrowKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

export function isArrowKey(key: string): key is ArrowKey {
  return key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown';
}

/** What is on the canvas, and where. */
export interface Surroundings {
  readonly upstreamOf: (id: string) => readonly string[];
  readonly downstreamOf: (id: string) => readonly string[];
  /** Everything in the same layer, the one that is asked about included. */
  readonly layerOf: (id: string) => readonly string[];
  readonly placeOf: (id: string) => Point | null;
  readonly direction: Direction;
}

/**
 * Where an arrow key leads from a node: against the flow to what it reads, with it to what reads it, across it within its
 * layer. Of several the nearest; null when there is nothing that way.
 */
export function stepFocus(from: string, key: ArrowKey, around: Surroundings): string | null {
  const at = around.placeOf(from);
  if (at === null) return null;
  const isAcross = around.direction === 'LR' ? verticals : horizontals;
  const candidates = isAcross.has(key)
    ? around.layerOf(from).filter((id) => {
        const point = around.placeOf(id);
        return point !== null && isBeyond(point, at, key);
      })
    : key === 'ArrowLeft' || key === 'ArrowUp'
      ? around.upstreamOf(from)
      : around.downstreamOf(from);
  let best: string | null = null;
  let bestDistance = Infinity;
  for (const id of candidates) {
    const point = around.placeOf(id);
    if (point === null || id === from) continue;
    const [along, across] =
      around.direction === 'LR'
        ? [point.x - at.x, point.y - at.y]
        : [point.y - at.y, point.x - at.x];
    const distance = Math.abs(across) * 2 + Math.abs(along);
    if (distance < bestDistance) [best, bestDistance] = [id, distance];
  }
  return best;
}

const verticals: ReadonlySet<ArrowKey> = new Set(['ArrowUp', 'ArrowDown']);
const horizontals: ReadonlySet<ArrowKey> = new Set(['ArrowLeft', 'ArrowRight']);

function isBeyond(point: Point, at: Point, key: ArrowKey): boolean {
  switch (key) {
    case 'ArrowUp':
      return point.y < at.y;
    case 'ArrowDown':
      return point.y > at.y;
    case 'ArrowLeft':
      return point.x < at.x;
    case 'ArrowRight':
      return point.x > at.x;
  }
}
