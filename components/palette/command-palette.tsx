'use client';

import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { lazy, Suspense, useEffect, useState } from 'react';
import { IconButton } from '../ui/icon-button';
import { preloaded } from '../ui/preloaded';

const Palette = lazy(
  preloaded(
    () => import('./palette'),
    ({ Palette }) => Palette,
  ),
);

/** Everything that can be done, and every node, by its name: on Ctrl-K or Cmd-K. */
export function CommandPalette() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <IconButton label="Command palette" shortcut="Ctrl K" onClick={() => setOpen(true)}>
        <Search />
      </IconButton>
      <Dialog.Root open={open} onOpenChange={setOpen}>
        <Dialog.Portal>
          <Dialog.Overlay className="animate-fade fixed inset-0 z-40 bg-black/35 dark:bg-black/60" />
          <Dialog.Content
            aria-describedby={undefined}
            className="animate-rise fixed top-[12dvh] left-1/2 z-50 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 overflow-hidden rounded-xl border border-line bg-raised shadow-float outline-none"
          >
            <Dialog.Title className="sr-only">Command palette</Dialog.Title>
            <Suspense fallback={<div className="h-11" />}>
              <Palette onClose={() => setOpen(false)} />
            </Suspense>
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    </>
  );
}
