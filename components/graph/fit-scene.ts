import type { Viewport } from '@xyflow/react';
import type { Size } from '@/lib/layout/geometry';
import { cardSize } from './card-size';
import { fitClear, type Overlays } from './fit-clear';
import { fitBox } from './fit-view';
import type { Scene } from './scene/scene';

/** The view of a whole scene: see fitClear. */
export function fitScene(scene: Scene, size: Size, overlays: Overlays): Viewport {
  const { x, y } = scene.drawn.drawing;
  return fitClear({ bounds: scene.bounds, x, y, cardSize }, size, overlays, fitBox);
}
