'use client';

import { createContext, use, useSyncExternalStore } from 'react';
import type { NodeId } from '@/lib/graph/node-id';
import { PathHighlight, type Light } from './path-highlight';

/** Cards and edges find the canvas's highlight here: React Flow draws them, so no props reach them. */
export const PathHighlightContext = createContext(new PathHighlight());

export function useNodeLight(id: NodeId): Light {
  const highlight = use(PathHighlightContext);
  return useSyncExternalStore(
    highlight.subscribe,
    () => highlight.lightOfNode(id),
    () => 'plain',
  );
}

export function useEdgeLight(from: NodeId | null, to: NodeId | null): Light {
  const highlight = use(PathHighlightContext);
  return useSyncExternalStore(
    highlight.subscribe,
    () => (from === null || to === null ? 'plain' : highlight.lightOfEdge(from, to)),
    () => 'plain',
  );
}
