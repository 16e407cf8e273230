'use client';

import { useHotkeys } from '../ui/use-hotkeys';

/** What shows a node and can have the focus. */
const nodes = '[data-graph-card], [data-list-row], [data-tree-line]';

/** The key a opens the menu of the node that has the focus, as the menu key does, which not every keyboard has. */
export function useMenuKey(): void {
  useHotkeys({
    a: () => {
      const node = document.activeElement?.closest(nodes);
      if (node == null) return;
      const { left, top, width, height } = node.getBoundingClientRect();
      node.dispatchEvent(
        new MouseEvent('contextmenu', {
          bubbles: true,
          cancelable: true,
          clientX: left + Math.min(width / 2, 160),
          clientY: top + height / 2,
        }),
      );
    },
  });
}
