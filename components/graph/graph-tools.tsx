'use client';

import { ArrowDown, ArrowRight, Boxes, Check, Download, Hash, Sparkles, X } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import { Button } from '../ui/button';
import { IconButton } from '../ui/icon-button';
import { preloaded } from '../ui/preloaded';
import { ExportItems } from './export/export-items';
import type { FlowViewProps } from './flow-view-props';
import { menuContent, menuItem, menuLabel, menuLine } from '../ui/menu-styles';
import { groupingLabels, groupings } from './picture/group-nodes';
import type { ItemState } from './scene/item-states';

const FocusBar = lazy(
  preloaded(
    () => import('./focus-bar'),
    (m) => m.FocusBar,
  ),
);

interface GraphToolsProps extends FlowViewProps {
  readonly states: readonly ItemState[];
  readonly names: readonly string[];
  readonly areRowsShown: boolean;
  readonly onRows: (areShown: boolean) => void;
}

/** How the graph is drawn: groups, direction, what is in focus; and what can be taken away from it. */
export function GraphTools(props: GraphToolsProps) {
  const { url, onTidyUp } = props;
  const { direction, grouping, focus } = url.wishes;
  const isDown = direction === 'TB';
  return (
    <div
      role="toolbar"
      aria-label="Drawing"
      className="pointer-events-none absolute inset-x-3 top-3 z-10 flex flex-wrap items-start gap-2"
    >
      <div className="pointer-events-auto flex items-center gap-px rounded-lg border border-line bg-surface p-0.5 shadow-card">
        <Menu
          trigger={
            <Button look="ghost" className="h-7 px-2" aria-label="Groups">
              <Boxes />
              <span className="max-sm:sr-only">
                {grouping === null ? 'Group' : `By ${groupingLabels[grouping].toLowerCase()}`}
              </span>
            </Button>
          }
        >
          <GroupItems {...props} />
        </Menu>
        <IconButton
          label={isDown ? 'Draw from left to right' : 'Draw from top to bottom'}
          className="size-7"
          onClick={() => url.setDirection(isDown ? 'LR' : 'TB')}
        >
          {isDown ? <ArrowDown /> : <ArrowRight />}
        </IconButton>
        <IconButton
          label="Tidy up: draw afresh, without keeping places"
          className="size-7"
          onClick={onTidyUp}
        >
          <Sparkles />
        </IconButton>
        <IconButton
          label={props.areRowsShown ? 'Hide rows on the wires' : 'Show rows on the wires'}
          aria-pressed={props.areRowsShown}
          className="size-7 aria-pressed:text-ink"
          onClick={() => props.onRows(!props.areRowsShown)}
        >
          <Hash />
        </IconButton>
        <Menu
          trigger={
            <Button look="ghost" className="size-7 px-0" aria-label="Export" title="Export">
              <Download />
            </Button>
          }
        >
          <ExportItems {...props} />
        </Menu>
      </div>
      {focus !== null && (
        <Suspense>
          <FocusBar
            key={focus.id}
            focus={focus}
            graph={props.topology.graph}
            onFocus={url.setFocus}
          />
        </Suspense>
      )}
    </div>
  );
}

function Menu({
  trigger,
  children,
}: {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className={menuContent}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function GroupItems({ url, scene }: GraphToolsProps) {
  const { grouping } = url.wishes;
  const { groups, frames } = scene.drawn.picture;
  const open = useMemo(() => new Set(frames.map((frame) => frame.key)), [frames]);
  return (
    <>
      <DropdownMenu.Label className={menuLabel}>Put nodes together by</DropdownMenu.Label>
      <DropdownMenu.RadioGroup
        value={grouping ?? ''}
        onValueChange={(value) => url.setGrouping(groupings.find((one) => one === value) ?? null)}
      >
        {[...groupings, null].map((one) => (
          <DropdownMenu.RadioItem key={one ?? 'none'} value={one ?? ''} className={menuItem}>
            {one === null ? <X /> : <Boxes />}
            <span className="flex-1">{one === null ? 'No groups' : groupingLabels[one]}</span>
            <DropdownMenu.ItemIndicator>
              <Check />
            </DropdownMenu.ItemIndicator>
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
      {groups !== null && (
        <>
          <DropdownMenu.Separator className={menuLine} />
          <DropdownMenu.Item className={menuItem} onSelect={() => url.setOpen('all')}>
            Open all
          </DropdownMenu.Item>
          <DropdownMenu.Item className={menuItem} onSelect={() => url.setOpen([])}>
            Close all
          </DropdownMenu.Item>
          <DropdownMenu.Separator className={menuLine} />
          {groups.slice(0, 100).map(({ key, label, members }) => (
            <DropdownMenu.CheckboxItem
              key={key}
              checked={open.has(key)}
              className={menuItem}
              // Several may be opened one after the other.
              onSelect={(event) => event.preventDefault()}
              onCheckedChange={(isOpen) =>
                url.setOpen(isOpen ? [...open, key] : [...open].filter((other) => other !== key))
              }
            >
              <span className="grid size-4 place-items-center">
                <DropdownMenu.ItemIndicator>
                  <Check />
                </DropdownMenu.ItemIndicator>
              </span>
              <span className="min-w-0 flex-1 truncate">{label}</span>
              <span className="text-xs text-ink-faint tabular-nums">{members.length}</span>
            </DropdownMenu.CheckboxItem>
          ))}
        </>
      )}
    </>
  );
}
