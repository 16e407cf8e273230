'use client';

import { ContextMenu } from 'radix-ui';
import { useState, type MouseEvent, type ReactNode } from 'react';
import { parseNodeId, type NodeId } from '@/lib/graph/node-id';
import { menuContent } from '../ui/menu-styles';
import { NodeMenuItems, type NodeMenuActions } from '../graph/node-menu-items';

/** What can be done with the node of a row: the menu of the graph. */
export function RowMenu({
  children,
  ...actions
}: NodeMenuActions & { readonly children: ReactNode }) {
  const [target, setTarget] = useState<NodeId | null>(null);
  const find = (event: MouseEvent): void => {
    const id = nodeAt(event.target);
    setTarget(id);
    // Nothing is there: the browser's own menu.
    if (id === null) event.stopPropagation();
  };
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild>
        <div className="flex min-h-0 flex-1 flex-col bg-canvas" onContextMenuCapture={find}>
          {children}
        </div>
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        {target !== null && (
          <ContextMenu.Content collisionPadding={8} className={menuContent} aria-label="Actions">
            <NodeMenuItems {...actions} id={target} />
          </ContextMenu.Content>
        )}
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

/** Lines that are folders are no nodes. */
function nodeAt(target: EventTarget | null): NodeId | null {
  if (!(target instanceof Element)) return null;
  const row = target.closest<HTMLElement>('[data-list-row], [data-tree-line]');
  const id = parseNodeId(row?.dataset['listRow'] ?? row?.dataset['treeLine'] ?? '');
  return id.ok ? id.value : null;
}
