'use client';

import {
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';
import { useMemo } from 'react';
import { parseNodeId, type NodeId } from '@/lib/graph/node-id';
import type { Direction } from '@/lib/layout/layout-canvas';
import type { PictureWishes } from './picture/build-picture';
import type { Focus } from './picture/focus-set';
import { groupings, type Grouping } from './picture/group-nodes';

/** Stands for every group, and for any number of steps. */
const all = '*';
const directions: readonly Direction[] = ['LR', 'TB'];

const parsers = {
  /** By what nodes are put together. */
  groups: parseAsStringLiteral(groupings),
  /** Keys of the groups that are open. */
  open: parseAsArrayOf(parseAsString).withDefault([]),
  /** Where data flows to. */
  dir: parseAsStringLiteral(directions).withDefault('LR'),
  /** The node around which is shown what is near; steps up and down, -1 for all. */
  focus: parseAsString,
  up: parseAsInteger.withDefault(1),
  down: parseAsInteger.withDefault(1),
};

export interface PictureUrl {
  readonly wishes: PictureWishes;
  readonly setDirection: (direction: Direction) => void;
  readonly setGrouping: (grouping: Grouping | null) => void;
  /** Keys of the groups that shall be open. */
  readonly setOpen: (open: readonly string[] | 'all') => void;
  readonly setFocus: (focus: Focus | null) => void;
}

/** How the picture is to be drawn, kept in the address: going back undoes it. */
export function usePictureUrl(): PictureUrl {
  const [url, setUrl] = useQueryStates(parsers, {
    history: 'push',
    scroll: false,
    shallow: true,
  });
  const wishes = useMemo((): PictureWishes => {
    const id = url.focus === null ? null : parseNodeId(url.focus);
    return {
      direction: url.dir,
      grouping: url.groups,
      open: url.open.includes(all) ? 'all' : url.open,
      focus: id?.ok === true ? { id: id.value, up: hops(url.up), down: hops(url.down) } : null,
    };
  }, [url]);
  return {
    wishes,
    setDirection: (dir) => void setUrl({ dir }),
    setGrouping: (grouping) => void setUrl({ groups: grouping, open: null }),
    setOpen: (open) =>
      void setUrl({ open: open === 'all' ? [all] : open.length === 0 ? null : [...open] }),
    setFocus: (focus) =>
      void setUrl(
        focus === null
          ? { focus: null, up: null, down: null }
          : { focus: focus.id, up: steps(focus.up), down: steps(focus.down) },
        // Moving the slider is one change, however many steps it passes.
        { history: url.focus === focus?.id ? 'replace' : 'push' },
      ),
  };
}

function hops(value: number): number {
  return value < 0 ? Infinity : value;
}

function steps(value: number): number {
  return value === Infinity ? -1 : value;
}

/** Around a node that was just chosen: what it reads and what reads it. */
export function focusOn(id: NodeId): Focus {
  return { id, up: 1, down: 1 };
}
