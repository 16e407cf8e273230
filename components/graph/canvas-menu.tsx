'use client';

import {
  ArrowDownToLine,
  ArrowUpFromLine,
  ChevronsUpDown,
  Copy,
  Crosshair,
  PanelRight,
  Play,
  SquareCheck,
  Terminal,
} from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import { useState, type MouseEvent, type ReactNode } from 'react';
import { toast } from 'sonner';
import type { NodeId } from '@/lib/graph/node-id';
import { menuContent, menuItem, menuLabel, menuLine } from './menu-styles';
import type { NodeGroup } from './picture/group-nodes';
import type { Focus } from './picture/focus-set';
import type { Scene } from './scene/scene';

/** What runs along with the nodes that are named. */
export type RunReach = 'none' | 'upstream' | 'downstream' | 'both';

interface CanvasMenuProps {
  /** What is under the pointer; null for nothing. */
  readonly itemAt: (event: { clientX: number; clientY: number }) => string | null;
  readonly scene: Scene;
  readonly selected: readonly NodeId[];
  readonly onSelect: (ids: readonly NodeId[]) => void;
  readonly onOpenGroup: (id: string) => void;
  readonly onFocus: (focus: Focus) => void;
  /** Shows the plan of a run. */
  readonly onPlan: ((ids: readonly NodeId[], reach: RunReach) => void) | undefined;
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
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>
        <div className="h-full" onContextMenuCapture={find}>
          {props.children}
        </div>
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        {target !== null && (
          <ContextMenu.Content className={menuContent} aria-label="Actions">
            {typeof target === 'string' ? (
              <NodeItems {...props} id={target} />
            ) : (
              <GroupItems {...props} group={target} />
            )}
          </ContextMenu.Content>
        )}
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

function NodeItems({ id, selected, onSelect, onFocus, onPlan }: CanvasMenuProps & { id: NodeId }) {
  const isPart = selected.includes(id) && selected.length > 1;
  const targets = isPart ? selected : [id];
  const runs: readonly (readonly [label: string, reach: RunReach])[] = [
    ['Run only this…', 'none'],
    ['Run with upstream…', 'upstream'],
    ['Run with downstream…', 'downstream'],
    ['Run with both…', 'both'],
  ];
  return (
    <>
      <p className={menuLabel}>{isPart ? `${selected.length} selected nodes` : id}</p>
      <ContextMenu.Item className={menuItem} onSelect={() => onSelect([id])}>
        <PanelRight />
        Open
      </ContextMenu.Item>
      {onPlan !== undefined && (
        <>
          <ContextMenu.Separator className={menuLine} />
          {runs.map(([label, reach]) => (
            <ContextMenu.Item
              key={reach}
              className={menuItem}
              onSelect={() => onPlan(targets, reach)}
            >
              <Play />
              {label}
            </ContextMenu.Item>
          ))}
        </>
      )}
      <ContextMenu.Separator className={menuLine} />
      <ContextMenu.Item
        className={menuItem}
        onSelect={() => onFocus({ id, up: Infinity, down: 0 })}
      >
        <ArrowUpFromLine className="-rotate-90" />
        Focus on upstream
      </ContextMenu.Item>
      <ContextMenu.Item
        className={menuItem}
        onSelect={() => onFocus({ id, up: 0, down: Infinity })}
      >
        <ArrowDownToLine className="-rotate-90" />
        Focus on downstream
      </ContextMenu.Item>
      <ContextMenu.Item className={menuItem} onSelect={() => onFocus({ id, up: 1, down: 1 })}>
        <Crosshair />
        Focus on what is near
      </ContextMenu.Item>
      <ContextMenu.Separator className={menuLine} />
      <ContextMenu.Item className={menuItem} onSelect={() => copy(targets.join(' '), 'Id')}>
        <Copy />
        Copy id
      </ContextMenu.Item>
      <ContextMenu.Item
        className={menuItem}
        onSelect={() => copy(`seeknal run --nodes ${targets.join(',')}`, 'Command')}
      >
        <Terminal />
        Copy command
      </ContextMenu.Item>
    </>
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

function copy(text: string, what: string): void {
  navigator.clipboard.writeText(text).then(
    () => toast(`${what} copied`),
    () => toast.error(`The browser did not let it be copied: ${text}`),
  );
}
