'use client';

import type { Node, NodeProps } from '@xyflow/react';
import { ChevronsDownUp } from 'lucide-react';
import { memo } from 'react';
import { countOf } from '../ui/format-count';
import { framePadding } from './card-size';
import type { DetailLevel } from './detail-level';
import type { Scene } from './scene/scene';
import { usePictureUrl } from './use-picture-url';

interface FrameData extends Record<string, unknown> {
  readonly group: string;
  readonly label: string;
  readonly size: number;
  /** The groups that stay open when this one is closed. */
  readonly others: readonly string[];
}

export type FrameNode = Node<FrameData, 'frame'>;

/** The titles of open groups; none far away, where nobody could read them. */
export function toFrameNodes(
  scene: Scene,
  level: DetailLevel,
  before: ReadonlyMap<string, Node>,
): FrameNode[] {
  if (level === 'block') return [];
  const { picture, drawing } = scene.drawn;
  return picture.frames.map((frame, index) => {
    const box = drawing.frames[index] ?? { x: 0, y: 0, width: 0, height: 0 };
    const id = `frame:${frame.key}`;
    const size = { width: box.width, height: framePadding.title };
    const old = before.get(id);
    const isSame =
      old?.type === 'frame' &&
      old.position.x === box.x &&
      old.position.y === box.y &&
      old.width === box.width &&
      old.data['all'] === picture.frames;
    if (isSame) return old as FrameNode;
    return {
      id,
      type: 'frame',
      position: { x: box.x, y: box.y },
      ...size,
      measured: size,
      handles: [],
      data: {
        all: picture.frames,
        group: frame.key,
        label: frame.label,
        size: frame.members.length,
        others: picture.frames.flatMap(({ key }) => (key === frame.key ? [] : [key])),
      },
    };
  });
}

/** The head of an open group, with what closes it. */
export const FrameTitle = memo(function FrameTitle({ data }: NodeProps<FrameNode>) {
  const url = usePictureUrl();
  return (
    <div className="flex h-full items-center gap-2 px-7">
      <button
        type="button"
        // By keyboard groups are opened and closed from the toolbar: the graph is one stop of the Tab key.
        tabIndex={-1}
        aria-label={`Close group ${data.label}`}
        className="nopan flex min-w-0 items-center gap-2 rounded-md px-2 py-1 text-[17px] font-semibold text-ink hover:bg-hover"
        onClick={(event) => {
          event.stopPropagation();
          url.setOpen(data.others);
        }}
      >
        <ChevronsDownUp aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <span className="truncate">{data.label}</span>
        <span className="shrink-0 text-sm font-normal text-ink-soft">
          {countOf(data.size, 'node')}
        </span>
      </button>
    </div>
  );
});
