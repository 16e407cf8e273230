'use client';

import type { NodeId } from '@/lib/graph/node-id';
import { useHotkeys } from '../ui/use-hotkeys';
import { focusOn, type PictureUrl } from './use-picture-url';

/** The keys [ and ] show one step more up or down of the node in focus, or of the last selected one. */
export function useFocusKeys(selected: readonly NodeId[], url: PictureUrl): void {
  const grow = (which: 'up' | 'down'): void => {
    const { focus } = url.wishes;
    const id = focus?.id ?? selected.at(-1);
    if (id === undefined) return;
    const now = focus ?? { ...focusOn(id), up: 0, down: 0 };
    url.setFocus({ ...now, [which]: now[which] + 1 });
  };
  useHotkeys({ '[': () => grow('up'), ']': () => grow('down') });
}
