'use client';

import {
  ArrowDownToLine,
  ArrowUpFromLine,
  Copy,
  Crosshair,
  PanelRight,
  Play,
  Route,
  Terminal,
} from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import { toast } from 'sonner';
import type { NodeId } from '@/lib/graph/node-id';
import { menuItem, menuLabel, menuLine } from '../ui/menu-styles';
import type { Focus } from './picture/focus-set';

/** What runs along with the nodes that are named. */
export type RunReach = 'none' | 'upstream' | 'downstream' | 'both';

const runs: readonly (readonly [label: string, reach: RunReach])[] = [
  ['Run only this…', 'none'],
  ['Run with upstream…', 'upstream'],
  ['Run with downstream…', 'downstream'],
  ['Run with both…', 'both'],
];

export interface NodeMenuActions {
  readonly selected: readonly NodeId[];
  readonly onSelect: (ids: readonly NodeId[]) => void;
  readonly onFocus: (focus: Focus) => void;
  /** Selects the ways from the last selected node to this one. */
  readonly onPath: (id: NodeId) => void;
  /** Shows the plan of a run; undefined where nothing can be run. */
  readonly onPlan: ((ids: readonly NodeId[], reach: RunReach) => void) | undefined;
}

/** What can be done with a node, wherever it is shown: on the canvas, in the list, in the tree. */
export function NodeMenuItems({
  id,
  selected,
  onSelect,
  onFocus,
  onPath,
  onPlan,
}: NodeMenuActions & { readonly id: NodeId }) {
  const isPart = selected.includes(id) && selected.length > 1;
  const targets = isPart ? selected : [id];
  const from = selected.at(-1);
  return (
    <>
      <p className={menuLabel}>{isPart ? `${selected.length} selected nodes` : id}</p>
      <ContextMenu.Item className={menuItem} onSelect={() => onSelect([id])}>
        <PanelRight />
        Open
      </ContextMenu.Item>
      {from !== undefined && from !== id && !isPart && (
        <ContextMenu.Item className={menuItem} onSelect={() => onPath(id)}>
          <Route />
          Select the path to here
        </ContextMenu.Item>
      )}
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

function copy(text: string, what: string): void {
  navigator.clipboard.writeText(text).then(
    () => toast(`${what} copied`),
    () => toast.error(`The browser did not let it be copied: ${text}`),
  );
}
