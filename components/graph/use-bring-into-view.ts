'use client';

import { useStore } from '@xyflow/react';
import { useEffect, useEffectEvent, type RefObject } from 'react';
import type { Camera } from './use-camera';

/**
 * Brings what the panel shows into view, after the panel has taken its place, and keeps it there when the window becomes
 * another size.
 */
export function useBringIntoView(
  id: string | null,
  camera: Camera,
  place: RefObject<HTMLElement | null>,
): void {
  const size = useStore(({ width, height }) => `${width} ${height}`);
  const bring = useEffectEvent(() => {
    if (id !== null) camera.show(id, place.current);
  });
  useEffect(() => {
    const timer = setTimeout(() => bring(), 80);
    return () => clearTimeout(timer);
  }, [id, size]);
}
