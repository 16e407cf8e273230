'use client';

import type { Node, NodeProps } from '@xyflow/react';
import { ChevronsUpDown } from 'lucide-react';
import { memo, useRef } from 'react';
import { cn } from '../ui/cn';
import { countOf, formatCount, formatCountShort } from '../ui/format-count';
import { StateIcon } from '../ui/state-label';
import { areaColour } from '../ui/state-look';
import { cardSize } from './card-size';
import type { DetailLevel } from './detail-level';
import { MiddleCut } from './middle-cut';
import { useNodeLight } from './path-highlight-context';
import { countLooks, type LookCount, type StateInput } from './scene/item-states';
import type { Scene } from './scene/scene';
import { samePoint } from './to-flow';
import { useTabStopFocus } from './use-tab-stop-focus';

interface GroupData extends Record<string, unknown> {
  readonly label: string;
  readonly size: number;
  /** Most urgent first. */
  readonly counts: readonly LookCount[];
  readonly level: DetailLevel;
  readonly dimmed: boolean;
  readonly tabStop: boolean;
}

export type GroupNode = Node<GroupData, 'closed'>;

interface GroupInput extends StateInput {
  readonly scene: Scene;
  readonly cards: readonly number[];
  readonly tabStop: string | null;
  readonly levelOf: (id: string) => DetailLevel;
  readonly before: ReadonlyMap<string, Node>;
}

/** The closed groups among the cards, as React Flow wants them; those that are as before are the same objects. */
export function toGroupNodes({
  scene,
  cards,
  tabStop,
  levelOf,
  before,
  ...input
}: GroupInput): GroupNode[] {
  return cards.flatMap((index): GroupNode[] => {
    const item = scene.items[index];
    if (item?.type !== 'group') return [];
    const { members, label } = item.group;
    const data: GroupData = {
      label,
      size: members.length,
      counts: countLooks(members, input),
      level: levelOf(item.id),
      dimmed: input.matches !== null && members.every((id) => input.matches?.has(id) === false),
      tabStop: item.id === tabStop,
    };
    const position = scene.positionOf(index);
    const old = before.get(item.id);
    const isSame =
      old?.type === 'closed' &&
      samePoint(old.position, position) &&
      JSON.stringify(old.data) === JSON.stringify(data);
    if (isSame) return [old as GroupNode];
    return [
      { id: item.id, type: 'closed', position, ...cardSize, measured: cardSize, handles: [], data },
    ];
  });
}

/** A closed group: how many nodes are in it and where they stand. Opens at a click. */
export const GroupCard = memo(function GroupCard({ id, data }: NodeProps<GroupNode>) {
  const { level } = data;
  const light = useNodeLight(id);
  const ref = useRef<HTMLDivElement>(null);
  useTabStopFocus(ref, data.tabStop);
  const first = data.counts[0]?.look;
  const states = data.counts.map(
    ({ look, count }) => `${formatCount(count)} ${look.label.toLowerCase()}`,
  );
  return (
    <div className="relative rounded-[10px] bg-canvas" style={cardSize}>
      {/* A pile, as it holds more than one. */}
      <span
        aria-hidden
        className="absolute inset-x-1.5 -bottom-1.5 h-4 rounded-b-[10px] border border-line-strong bg-surface"
      />
      <div
        ref={ref}
        role="button"
        tabIndex={data.tabStop ? 0 : -1}
        data-graph-card={id}
        data-graph-group={data.label}
        data-dimmed={data.dimmed}
        aria-expanded={false}
        aria-label={`Group ${data.label}, ${countOf(data.size, 'node')}: ${states.join(', ')}`}
        className={cn(
          'relative flex h-full flex-col justify-between overflow-hidden rounded-[10px] border border-line-strong bg-surface px-3.5 py-2.5 text-ink shadow-card hover:shadow-lift focus-visible:outline-offset-3',
          light === 'dim' && 'opacity-40',
        )}
      >
        {level === 'block' ? (
          // As it is painted from so far away, with its name below.
          <span
            aria-hidden
            data-block
            className="absolute inset-0"
            style={{ background: first && areaColour(first) }}
          />
        ) : level === 'card' ? (
          <>
            <span className="flex items-center justify-between gap-2 text-2xs leading-4 text-ink-faint">
              {countOf(data.size, 'node')}
              <ChevronsUpDown aria-hidden className="size-3.5" />
            </span>
            <MiddleCut text={data.label} className="text-[13.5px] leading-5 font-semibold" />
            <span className="flex items-center gap-2.5 overflow-hidden text-2xs leading-4 tabular-nums">
              {data.counts.slice(0, 5).map(({ look, count }) => (
                <span key={look.meaning} title={look.label} className="flex items-center gap-0.5">
                  <StateIcon look={look} className="size-3" />
                  {formatCountShort(count)}
                </span>
              ))}
            </span>
          </>
        ) : (
          <span className="flex h-full flex-col justify-center gap-1">
            <span className="truncate text-[22px] leading-[26px] font-semibold tracking-tight">
              {data.label}
            </span>
            <span className="flex items-center gap-3 text-[18px] leading-6 text-ink-soft tabular-nums">
              {data.counts.slice(0, 3).map(({ look, count }) => (
                <span key={look.meaning} className="flex items-center gap-1">
                  <StateIcon look={look} className="size-5" />
                  {formatCountShort(count)}
                </span>
              ))}
            </span>
          </span>
        )}
        <Shares counts={data.counts} />
      </div>
    </div>
  );
});

/** How large the part of each state is, along the lower edge. */
function Shares({ counts }: { readonly counts: readonly LookCount[] }) {
  return (
    <span aria-hidden className="absolute inset-x-0 bottom-0 flex h-[5px]">
      {counts.map(({ look, count }) => (
        <span key={look.meaning} style={{ flexGrow: count, background: areaColour(look) }} />
      ))}
    </span>
  );
}
