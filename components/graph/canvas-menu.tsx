'use client';

import { ChevronsUpDown, SquareCheck } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import { useState, type MouseEvent, type ReactNode } from 'react';
import type { NodeId } from '@/lib/graph/node-id';
import { menuContent, menuItem, menuLabel } from '../ui/menu-styles';
import { NodeMenuItems, type NodeMenuActions } from './node-menu-items';
import type { NodeGroup } from './picture/group-nodes';
import type { Scene } from './scene/scene';

interface CanvasMenuProps extends NodeMenuActions {
  /** What is under the pointer; null for nothing. */
  readonly itemAt: (event: { clientX: number; clientY: number }) => string | null;
  readonly scene: Scene;
  readonly onOpenGroup: (id: string) => void;
  readonly children: ReactNode;
}

/** What can be done with the node, or the group, under the pointer. */
export function CanvasMenu(props: CanvasMenuProps) {
  const [target, setTarget] = useState<NodeId | NodeGroup | null>(null);
  const find = (event: MouseEvent): void => {
    const card = event.target instanceof Element ? event.target.closest('[data-graph-card]') : null;
    // The menu's key opens it at the card that has the focus, wherever the pointer is.
    const id = card?.getAttribute('data-graph-card') ?? props.itemAt(event);
    const { items, indexOf } = props.scene.drawn.picture;
    const item = id === null ? undefined : items[indexOf.get(id) ?? -1];
    setTarget(item === undefined ? null : item.type === 'group' ? item.group : item.id);
    // Nothing is there: the browser's own menu.
    if (item === undefined) event.stopPropagation();
  };
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild>
        <div className="h-full" onContextMenuCapture={find}>
          {props.children}
        </div>
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        {target !== null && (
          <ContextMenu.Content collisionPadding={8} className={menuContent} aria-label="Actions">
            {typeof target === 'string' ? (
              <NodeMenuItems {...props} id={target} />
            ) : (
              <GroupItems {...props} group={target} />
            )}
          </ContextMenu.Content>
        )}
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

function GroupItems({
  group,
  onSelect,
  onOpenGroup,
}: CanvasMenuProps & { readonly group: NodeGroup }) {
  return (
    <>
      <p className={menuLabel}>{group.label}</p>
      <ContextMenu.Item className={menuItem} onSelect={() => onOpenGroup(`group:${group.key}`)}>
        <ChevronsUpDown />
        Open group
      </ContextMenu.Item>
      <ContextMenu.Item className={menuItem} onSelect={() => onSelect(group.members)}>
        <SquareCheck />
        Select its {group.members.length} nodes
      </ContextMenu.Item>
    </>
  );
}
