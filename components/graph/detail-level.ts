'use client';

import { useStore } from '@xyflow/react';
import { createContext, use } from 'react';

/** How much of a node is drawn: all of the card, its name and state, or a coloured block. */
export type DetailLevel = 'card' | 'name' | 'block';

/** Below these zooms the smaller text can't be read any more. */
function detailLevelOf(zoom: number): DetailLevel {
  if (zoom >= 0.55) return 'card';
  return zoom >= 0.16 ? 'name' : 'block';
}

/** The level at the canvas's zoom; the component is drawn again only when it changes. */
export function useDetailLevel(): DetailLevel {
  return useStore((state) => detailLevelOf(state.transform[2]));
}

/** One question for all cards: a thousand that each watch the zoom make panning slow. */
export const DetailLevelContext = createContext<DetailLevel>('card');

export function useCardDetail(): DetailLevel {
  return use(DetailLevelContext);
}
