'use client';

import { ChevronRight, Folder, Route } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { changeMark } from '../graph/change-mark';
import { cn } from '../ui/cn';
import { countShortOf, formatCountShort } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import { KindIcon } from '../ui/kind-icon';
import { nextLook } from '../ui/freshness-states';
import { StateLabel } from '../ui/state-label';
import { useRows } from '../ui/use-rows';
import { buildTree, type TreeLine, type TreeMode } from './build-tree';
import { picked, type ListProps } from './list-props';
import { useRovingRows } from './use-roving-rows';

interface NodeTreeProps extends ListProps {
  readonly mode: TreeMode;
  /** Keys of lines that are folded. */
  readonly folded: readonly string[];
  readonly onFold: (folded: readonly string[]) => void;
}

/** The nodes as a tree, by folder or from upstream down; each node once. */
export function NodeTree(props: NodeTreeProps) {
  const { rows: data, graph, icons, selected, onSelect, mode, folded, onFold } = props;
  const { drops, critical } = props;
  const lines = buildTree({ rows: data, graph, mode, folded: new Set(folded) });
  const { scroller, rows } = useRows<HTMLDivElement>(lines.length, 32);
  const roving = useRovingRows(
    lines.map((line) => line.key),
    rows,
  );
  const isSelected = new Set<string>(selected);
  const fold = (line: TreeLine, closes: boolean): void => {
    const others = folded.filter((key) => key !== line.key);
    onFold(closes ? [...others, line.key] : others);
  };
  const open = (line: TreeLine, how: Parameters<typeof picked>[2]): void => {
    if (line.row === null) fold(line, line.isOpen === true);
    else onSelect(picked(props, line.row.id, how));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || roving.onMoveKey(event)) return;
    const index = lines.findIndex((one) => one.key === roving.tabStop);
    const line = lines[index];
    if (line === undefined) return;
    switch (event.key) {
      case 'Enter':
        event.preventDefault();
        open(line, event);
        return;
      case ' ':
        event.preventDefault();
        open(line, { shiftKey: false, ctrlKey: true, metaKey: false });
        return;
      case 'ArrowRight':
        event.preventDefault();
        if (line.isOpen === false) fold(line, false);
        else if (line.isOpen === true) roving.moveTo(lines[index + 1]?.key ?? line.key);
        return;
      case 'ArrowLeft': {
        event.preventDefault();
        if (line.isOpen === true) fold(line, true);
        else {
          const above = lines.slice(0, index).findLast((one) => one.level < line.level);
          if (above !== undefined) roving.moveTo(above.key);
        }
      }
    }
  };
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto bg-canvas">
      {/* eslint-disable-next-line jsx-a11y/interactive-supports-focus -- its items take the focus */}
      <div
        role="tree"
        aria-label={mode === 'folder' ? 'Nodes by folder' : 'Nodes by upstream'}
        aria-multiselectable
        onKeyDown={onKeyDown}
        style={{ height: rows.getTotalSize() }}
        className="relative my-1"
      >
        {rows.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          return (
            // The tree above listens to the keys.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- see above
            <div
              key={line.key}
              ref={roving.rowRef(line.key)}
              role="treeitem"
              data-tree-line={line.key}
              tabIndex={line.key === roving.tabStop ? 0 : -1}
              aria-level={line.level}
              aria-setsize={lines.length}
              aria-posinset={item.index + 1}
              aria-expanded={line.isOpen ?? undefined}
              aria-selected={isSelected.has(line.key)}
              aria-label={nameOf(line, props)}
              onFocus={() => roving.onFocus(line.key)}
              onClick={(event) => open(line, event)}
              style={{
                height: item.size,
                transform: `translateY(${item.start}px)`,
                paddingLeft: `${0.75 + Math.min(line.level - 1, 24) * 1.1}rem`,
              }}
              className={cn(
                'absolute inset-x-0 top-0 flex cursor-pointer items-center gap-2 pr-4 text-sm -outline-offset-2 hover:bg-hover',
                isSelected.has(line.key) && 'bg-hover',
              )}
            >
              <FoldMark line={line} onFold={(closes) => fold(line, closes)} />
              <LineText
                line={line}
                icons={icons}
                drop={line.row === null ? null : (drops[line.row.id] ?? null)}
                isCritical={line.row !== null && critical.has(line.row.id)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function nameOf(
  { row, label, below, otherUpstream }: TreeLine,
  { drops, critical }: Pick<ListProps, 'drops' | 'critical'>,
): string {
  if (row === null) return `${label}, folder, ${String(below)} nodes`;
  const state = nextLook(row.node).label.toLowerCase();
  const also = otherUpstream > 0 ? `, reads ${String(otherUpstream)} more` : '';
  const change = changeMark(row.node)?.word ?? '';
  const marks = [
    change,
    critical.has(row.id) ? 'on the critical path' : '',
    drops[row.id] === undefined ? '' : `unexpected: ${drops[row.id] ?? ''}`,
  ].filter((mark) => mark !== '');
  return [`${row.id}, ${state}${also}`, ...marks].join(', ');
}

function FoldMark({
  line,
  onFold,
}: {
  readonly line: TreeLine;
  readonly onFold: (closes: boolean) => void;
}) {
  const { isOpen } = line;
  if (isOpen === null) return <span aria-hidden className="size-4 shrink-0" />;
  return (
    // Arrow keys do the same.

    <span
      aria-hidden
      onClick={(event) => {
        event.stopPropagation();
        onFold(isOpen);
      }}
      className="shrink-0 rounded text-ink-faint hover:text-ink"
    >
      <ChevronRight className={cn('size-4 transition-transform', isOpen && 'rotate-90')} />
    </span>
  );
}

function LineText({
  line,
  icons,
  drop,
  isCritical,
}: {
  readonly line: TreeLine;
  readonly icons: ReadonlyMap<string, string>;
  readonly drop: string | null;
  readonly isCritical: boolean;
}) {
  const { row, label, below, otherUpstream } = line;
  if (row === null) {
    return (
      <>
        <Folder aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
        <span className="truncate">{label}</span>
        <span className="text-2xs text-ink-faint tabular-nums">{formatCountShort(below)}</span>
      </>
    );
  }
  const { node } = row;
  return (
    <>
      <KindIcon name={icons.get(node.kind) ?? ''} className="size-3.5 shrink-0 text-ink-faint" />
      <span className="min-w-0 truncate">
        <span className="text-ink-faint">{node.kind}.</span>
        <span className="font-medium">{node.name}</span>
      </span>
      {otherUpstream > 0 && (
        <span className="shrink-0 text-2xs text-ink-faint">and reads {otherUpstream} more</span>
      )}
      {isCritical && <Route aria-hidden className="size-3.5 shrink-0 text-run-running" />}
      <span className="ml-auto flex shrink-0 items-center gap-4 text-xs text-ink-soft tabular-nums">
        <span className="max-sm:hidden">
          {row.duration !== null && formatDuration(row.duration)}
          {row.rows !== null && ` · ${countShortOf(row.rows, 'row')}`}
          {drop !== null && (
            <span aria-hidden title={drop} className="text-run-failed">
              {' '}
              ▼
            </span>
          )}
        </span>
        <StateLabel look={nextLook(node)} className="sm:w-36" />
      </span>
    </>
  );
}
