'use client';

import type { CSSProperties, RefObject } from 'react';
import { fitColumns, gridTracks } from '../ui/fit-columns';
import { useRoom } from '../ui/use-room';
import { useStored } from '../ui/use-stored';
import { nodeColumns, type NodeColumn } from './node-columns';

/** The boxes before the columns and what is left free around them, in rem. */
const boxes = 1.25;
const around = 1 + 2.25 + boxes + 0.75;

/** Below this many rem there is room for name and state alone, and the name comes first. */
const narrow = 31;
/** As wide as the longest word of a state with its icon. */
const narrowState = 8.25;

/** Which columns the list shows: those that a person wants, as far as there is room. */
export function useNodeColumns(scroller: RefObject<HTMLElement | null>, sortedBy: string) {
  const [stored, setStored] = useStored('seeknal-list-without', '');
  const without = new Set(stored.split(','));
  const room = useRoom(scroller);
  const wanted = nodeColumns.filter(({ id, rank }) => rank === 0 || !without.has(id));
  // What the rows are sorted by explains their order: it gives way last.
  const ranked = wanted.map((one) =>
    one.id === sortedBy && one.rank > 0 ? { ...one, rank: 0.5 } : one,
  );
  const fitting = room === null ? ranked : fitColumns(ranked, room - around);
  const isNarrow = room !== null && room < narrow;
  const shown = isNarrow ? nameFirst(wanted) : fitting;
  const rowStyle: CSSProperties = {
    gridTemplateColumns: `${String(boxes)}rem ${gridTracks(shown)}`,
    // Until it is known what fits, nothing is to be seen that would go away at once.
    ...(room === null ? { visibility: 'hidden' } : {}),
  };
  return {
    shown,
    /** For the grid that a row is. */
    rowStyle,
    isNarrow,
    menu: nodeColumns.map(({ id, title, rank }) => ({
      id,
      title,
      isFixed: rank === 0,
      isWanted: !without.has(id),
      hasRoom: shown.some((one) => one.id === id),
    })),
    onWanted: (id: string, isWanted: boolean): void => {
      const others = [...without].filter((other) => other !== id && other !== '');
      setStored((isWanted ? others : [...others, id]).join(','));
    },
  };
}

function nameFirst(columns: readonly NodeColumn[]): NodeColumn[] {
  const [state, ...others] = columns.filter(({ rank }) => rank === 0);
  return state === undefined ? others : [...others, { ...state, width: narrowState }];
}
