import { cardZoom, dotZoom } from './scene/paint-scene';

/** How much of a node is drawn: all of the card, its name and state, or a coloured block. */
export type DetailLevel = 'card' | 'name' | 'block';

/** Below these zooms the smaller text can't be read any more. */
export function detailLevelOf(zoom: number): DetailLevel {
  if (zoom >= cardZoom) return 'card';
  return zoom >= dotZoom ? 'name' : 'block';
}
