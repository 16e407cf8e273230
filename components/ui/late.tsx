'use client';

import { useEffect, useState, type ReactNode } from 'react';

/** Shows its content only after 200 ms: what is faster needs no sign of waiting. */
export function Late({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return shown ? children : null;
}
