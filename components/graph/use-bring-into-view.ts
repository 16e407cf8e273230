'use client';

import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useEffectEvent } from 'react';
import type { NodeId } from '@/lib/graph/node-id';
import { cardSize } from './card-size';
import type { Point } from './step-focus';

/** Moves the canvas so that a card is on it, and leaves it alone when the card already is. Never zooms out. */
export function useMoveTo(): (point: Point | undefined) => void {
  const flow = useReactFlow();
  const store = useStoreApi();
  return (point) => {
    if (point === undefined) return;
    const { width, height, transform } = store.getState();
    const [x, y, zoom] = transform;
    const left = point.x * zoom + x;
    const top = point.y * zoom + y;
    const margin = 24;
    const isIn =
      left >= margin &&
      top >= margin &&
      left + cardSize.width * zoom <= width - margin &&
      top + cardSize.height * zoom <= height - margin;
    if (isIn && zoom >= 0.3) return;
    void flow.setCenter(point.x + cardSize.width / 2, point.y + cardSize.height / 2, {
      zoom: Math.max(zoom, 0.8),
      duration: prefersStillness() ? 0 : 220,
    });
  };
}

/** Brings the card of the node that the panel shows into view, after the panel has taken its place. */
export function useBringIntoView(id: NodeId | null, positions: ReadonlyMap<NodeId, Point>): void {
  const moveTo = useMoveTo();
  const bring = useEffectEvent(() => {
    if (id !== null) moveTo(positions.get(id));
  });
  useEffect(() => {
    const timer = setTimeout(() => bring(), 80);
    return () => clearTimeout(timer);
  }, [id]);
}

function prefersStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
