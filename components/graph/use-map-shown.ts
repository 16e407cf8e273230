'use client';

import { useState } from 'react';

export const mapKey = 'seeknal.graph.map';

/** Whether a person wants to see the map; remembered by the browser. */
export function useMapShown(): [boolean, (isShown: boolean) => void] {
  const [isShown, setShown] = useState(() => read() !== 'hidden');
  return [
    isShown,
    (next) => {
      setShown(next);
      try {
        localStorage.setItem(mapKey, next ? 'shown' : 'hidden');
      } catch {
        // A browser that keeps nothing: it is shown again next time.
      }
    },
  ];
}

function read(): string | null {
  try {
    return localStorage.getItem(mapKey);
  } catch {
    return null;
  }
}
