import type { Viewport } from '@xyflow/react';
import type { Box, Size } from '@/lib/layout/geometry';
import { fitBox, noInsets, type Insets } from './fit-view';
import type { Scene } from './scene/scene';

/** What lies over the canvas, in pixels of the screen: room for it is left where the graph would be under it. */
const toolbar = { width: 224, widthWithFocus: 620, height: 46 };
const controls = { width: 46, height: 132 };
const map = { width: 186, height: 126 };
/** Below this width of the canvas there is no map. */
const leastWidthForMap = 520;

export interface Overlays {
  readonly hasMap: boolean;
  readonly hasFocus: boolean;
}

/** The view of the whole graph with no card under the tools, if that can be had for little; else as large as it goes. */
export function fitScene(scene: Scene, size: Size, overlays: Overlays): Viewport {
  const covers = coversOf(size, overlays);
  let best = fitBox(scene.bounds, size);
  if (isFree(scene, best, covers)) return best;
  let bestZoom = 0;
  for (const insets of candidates(overlays)) {
    const view = fitBox(scene.bounds, size, insets);
    if (view.zoom <= bestZoom || !isFree(scene, view, covers)) continue;
    best = view;
    bestZoom = view.zoom;
  }
  return best;
}

function coversOf({ width, height }: Size, { hasMap, hasFocus }: Overlays): Box[] {
  const top = { x: 0, y: 0, height: toolbar.height };
  const covers = [
    { ...top, width: hasFocus ? toolbar.widthWithFocus : toolbar.width },
    { x: 0, y: height - controls.height, ...controls },
  ];
  if (hasMap && width >= leastWidthForMap) {
    covers.push({ x: width - map.width, y: height - map.height, ...map });
  }
  return covers;
}

/** Room at one side for each tool, and together; the least that may do comes first. */
function candidates({ hasMap }: Overlays): Insets[] {
  const { height: top } = toolbar;
  const { width: left } = controls;
  const { width: right, height: bottom } = hasMap ? map : { width: 0, height: 0 };
  return [
    { ...noInsets, top },
    { ...noInsets, left },
    { ...noInsets, top, left },
    { ...noInsets, top, right },
    { ...noInsets, top, bottom },
    { ...noInsets, top, left, right },
    { ...noInsets, top, left, bottom },
  ];
}

function isFree(scene: Scene, { x, y, zoom }: Viewport, covers: readonly Box[]): boolean {
  return covers.every(
    (cover) =>
      scene.cardsIn({
        x: (cover.x - x) / zoom,
        y: (cover.y - y) / zoom,
        width: cover.width / zoom,
        height: cover.height / zoom,
      }).length === 0,
  );
}
