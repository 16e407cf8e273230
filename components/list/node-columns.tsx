import { createColumnHelper } from '@tanstack/react-table';
import { Route } from 'lucide-react';
import type { ReactNode } from 'react';
import { changeMark } from '../graph/change-mark';
import { Ago } from '../ui/ago';
import type { FittingColumn } from '../ui/fit-columns';
import { formatCount } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import { freshnessOrder, nextLook } from '../ui/freshness-states';
import { KindIcon } from '../ui/kind-icon';
import { runStates } from '../ui/run-states';
import { StateLabel } from '../ui/state-label';
import type { NodeRow } from './node-row';

/** What a cell shows beside its row. */
interface CellExtras {
  readonly icon: string;
  /** Why the rows that the node left deserve a look; null where they don't. */
  readonly drop: string | null;
  readonly isCritical: boolean;
  /** There is room for name and state alone. */
  readonly isNarrow: boolean;
}

export interface NodeColumn extends FittingColumn {
  readonly title: string;
  /** What rows are sorted by. */
  readonly value: (row: NodeRow) => string | number;
  /** Numbers: to the right, the largest first. */
  readonly isNumber: boolean;
  readonly cell: (row: NodeRow, extras: CellExtras) => ReactNode;
}

const none = <span className="text-ink-faint">–</span>;

/** The columns of the list in their order; by their rank they give way where room is short. */
export const nodeColumns: readonly NodeColumn[] = [
  {
    id: 'state',
    title: 'State',
    width: 9,
    grow: 0,
    rank: 0,
    isNumber: false,
    value: ({ node }) => freshnessOrder.indexOf(node.freshness),
    cell: ({ node }, { isNarrow }) => (
      <span className="flex items-center text-xs">
        <StateLabel look={nextLook(node)} />
        <ChangeWord node={node} hasRoom={!isNarrow} />
      </span>
    ),
  },
  {
    id: 'id',
    title: 'Node',
    width: 11,
    grow: 1.6,
    rank: 0,
    isNumber: false,
    value: ({ id }) => id,
    cell: ({ node }, { icon, isCritical }) => (
      <span className="flex items-center gap-2">
        <KindIcon name={icon} className="size-3.5 shrink-0 text-ink-faint" />
        {/* The icon says the kind too: its word gives way before the name does. */}
        <span title={node.id} className="truncate">
          <span className="text-ink-faint @max-[14rem]:sr-only">{node.kind}.</span>
          <span className="font-medium">{node.name}</span>
        </span>
        {isCritical && (
          <span title="On the critical path" className="shrink-0 text-run-running">
            <Route aria-hidden className="size-3.5" />
            <span className="sr-only">on the critical path</span>
          </span>
        )}
      </span>
    ),
  },
  {
    id: 'reason',
    title: 'Reason',
    width: 7.5,
    grow: 1.4,
    rank: 2,
    isNumber: false,
    value: ({ node }) => node.reason,
    cell: ({ node }) => (
      <span title={node.reason} className="block truncate text-xs text-ink-soft">
        {node.reason}
      </span>
    ),
  },
  {
    id: 'kind',
    title: 'Kind',
    width: 7,
    grow: 0,
    rank: 6,
    isNumber: false,
    value: ({ node }) => node.kind,
    cell: ({ node }) => (
      <span title={node.kind} className="block truncate text-xs text-ink-soft">
        {node.kind}
      </span>
    ),
  },
  {
    id: 'status',
    title: 'Last status',
    width: 6,
    grow: 0,
    rank: 5,
    isNumber: false,
    value: ({ status }) => status ?? '',
    cell: ({ status }) =>
      status === null ? none : <StateLabel look={runStates[status]} className="flex text-xs" />,
  },
  {
    id: 'duration',
    title: 'Duration',
    width: 5,
    grow: 0,
    rank: 1,
    isNumber: true,
    value: ({ duration }) => duration ?? -1,
    cell: ({ duration }) => (duration === null ? none : formatDuration(duration)),
  },
  {
    id: 'rows',
    title: 'Rows',
    width: 5,
    grow: 0,
    rank: 3,
    isNumber: true,
    value: ({ rows }) => rows ?? -1,
    cell: ({ rows }, { drop }) => (
      <>
        {rows === null ? none : formatCount(rows)}
        {drop !== null && (
          <span title={drop} className="ml-1 text-run-failed">
            <span aria-hidden>▼</span>
            <span className="sr-only">unexpected: {drop}</span>
          </span>
        )}
      </>
    ),
  },
  {
    id: 'last',
    title: 'Last run',
    width: 5.5,
    grow: 0,
    rank: 4,
    isNumber: true,
    value: ({ finishedAtMs }) => finishedAtMs ?? 0,
    cell: ({ finishedAtMs }) =>
      finishedAtMs === null ? none : <Ago atMs={finishedAtMs} className="text-ink-soft" />,
  },
];

const helper = createColumnHelper<NodeRow>();

/** The same as the table sorts by them. */
export const sortColumns = nodeColumns.map(({ id, title, value, isNumber }) =>
  helper.accessor(value, { id, header: title, ...(isNumber ? { sortDescFirst: true } : {}) }),
);

/** What the edit means to those who read the node, where there was one. */
function ChangeWord({
  node,
  hasRoom,
}: {
  readonly node: NodeRow['node'];
  readonly hasRoom: boolean;
}) {
  const word = changeMark(node)?.word ?? '';
  if (node.changeClass === null || word === '') return null;
  // There is no room for it beside the words of one that failed and was edited.
  const look =
    !hasRoom || node.freshness === 'failed' ? 'sr-only' : 'ml-1.5 truncate text-2xs text-ink-faint';
  return (
    <span title={word} className={look}>
      {word}
    </span>
  );
}
