'use client';

import { useReactFlow, useStore } from '@xyflow/react';
import { useCallback, useEffect, useEffectEvent, useRef } from 'react';

/** How the whole graph is shown. */
export const wholeGraph = { padding: 0.1, maxZoom: 1 } as const;

/** How far away one can go: 10,000 nodes are still a picture then. */
export const leastZoom = 0.02;

/**
 * Shows the whole graph again when the canvas gets smaller or larger, as when the dock opens, until the person moves or
 * zooms: from then on the view is theirs. Returns what to call when that happens.
 */
export function useRefit(): () => void {
  const flow = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const isTheirs = useRef(false);
  const refit = useEffectEvent(() => {
    if (!isTheirs.current) void flow.fitView(wholeGraph);
  });
  useEffect(() => {
    if (width > 0 && height > 0) refit();
  }, [width, height]);
  return useCallback(() => {
    isTheirs.current = true;
  }, []);
}
