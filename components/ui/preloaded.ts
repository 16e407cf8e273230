import type { ComponentType } from 'react';
import { untilServed } from './until-served';
import { whenIdle } from './when-idle';

/** The page comes first: what only a later click needs waits for a quiet moment, but not longer than this after loading. */
const latestMs = 4000;

/**
 * A part of the page for React's `lazy`, whose code is fetched when the browser has nothing else to do, so that the click
 * that needs it finds it there.
 */
export function preloaded<M, P>(
  load: () => Promise<M>,
  pick: (module: M) => ComponentType<P>,
): () => Promise<{ default: ComponentType<P> }> {
  const fetchCode = untilServed(load);
  let loading: Promise<{ default: ComponentType<P> }> | null = null;
  const start = (): Promise<{ default: ComponentType<P> }> =>
    (loading ??= fetchCode().then(
      (module) => ({ default: pick(module) }),
      (error: unknown) => {
        // The next click may find the server again.
        loading = null;
        throw error;
      },
    ));
  if (typeof window !== 'undefined') whenQuiet(() => void start().catch(() => undefined));
  return start;
}

function whenQuiet(act: () => void): void {
  const wait = (): void => void whenIdle(act, latestMs);
  if (document.readyState === 'complete') wait();
  else window.addEventListener('load', () => setTimeout(wait, 500), { once: true });
}
