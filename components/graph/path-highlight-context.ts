'use client';

import { createContext, use, useSyncExternalStore } from 'react';
import { PathHighlight, type Light } from './path-highlight';

/** Cards and edges find the canvas's highlight here: React Flow draws them, so no props reach them. */
export const PathHighlightContext = createContext(new PathHighlight());

export function useNodeLight(id: string): Light {
  const highlight = use(PathHighlightContext);
  return useSyncExternalStore(
    highlight.subscribe,
    () => highlight.lightOfNode(id),
    () => 'plain',
  );
}
