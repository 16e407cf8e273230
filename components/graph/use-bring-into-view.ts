'use client';

import { useEffect, useEffectEvent, type RefObject } from 'react';
import type { Camera } from './use-camera';

/** Brings what the panel shows into view, after the panel has taken its place. */
export function useBringIntoView(
  id: string | null,
  camera: Camera,
  place: RefObject<HTMLElement | null>,
): void {
  const bring = useEffectEvent(() => {
    if (id !== null) camera.show(id, place.current);
  });
  useEffect(() => {
    const timer = setTimeout(() => bring(), 80);
    return () => clearTimeout(timer);
  }, [id]);
}
