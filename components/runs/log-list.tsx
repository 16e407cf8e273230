'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type UIEvent } from 'react';
import type { LogLevel } from '@/lib/events/run-event';
import { cn } from '../ui/cn';
import { formatClock, formatMoment } from '../ui/format-time';
import { AnsiText } from './ansi-text';
import type { LogRow } from './log-rows';

const levels: Record<LogLevel, { word: string; tint: string }> = {
  debug: { word: 'debug', tint: 'text-ink-faint' },
  info: { word: 'info', tint: 'text-ink-faint' },
  warning: { word: 'warn', tint: 'text-run-stopped' },
  error: { word: 'error', tint: 'text-run-failed' },
};

/** The rows of a log, newest last. It follows new ones until a person scrolls up, and again when they are back at the end. */
export function LogList({
  rows,
  mark = '',
  wraps = false,
  follows,
  onFollow,
  empty,
  className,
}: {
  readonly rows: readonly LogRow[];
  /** A text to be marked. */
  readonly mark?: string;
  readonly wraps?: boolean;
  readonly follows: boolean;
  readonly onFollow: (follows: boolean) => void;
  /** What stands in the place of no rows. */
  readonly empty: string;
  readonly className?: string;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  // eslint-disable-next-line react-hooks/incompatible-library -- the library's own limit; nothing here is memoized
  const list = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 20,
    overscan: 16,
  });
  useEffect(() => {
    if (follows && rows.length > 0) list.scrollToIndex(rows.length - 1, { align: 'end' });
  }, [follows, rows.length, list]);
  const onScroll = (event: UIEvent<HTMLDivElement>): void => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    // Rows that are measured move the end; only a person moves up.
    const isUp = scrollTop < lastTop.current - 2;
    lastTop.current = scrollTop;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < 30;
    if (isAtEnd) onFollow(true);
    else if (isUp) onFollow(false);
  };
  if (rows.length === 0) {
    return <p className={cn(className, 'px-4 py-2.5 text-ink-faint sm:px-6')}>{empty}</p>;
  }
  return (
    <div
      ref={scroller}
      role="log"
      aria-label="Log"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling by arrow keys needs the focus
      tabIndex={0}
      onScroll={onScroll}
      className={cn(
        'min-h-0 overflow-auto py-1.5 font-mono text-xs leading-5 -outline-offset-2',
        className,
      )}
    >
      <div
        style={{ height: list.getTotalSize() }}
        className={cn('relative', !wraps && 'min-w-max')}
      >
        {list.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <div
              key={row.key}
              data-index={item.index}
              ref={wraps ? list.measureElement : undefined}
              style={{
                transform: `translateY(${item.start}px)`,
                ...(wraps ? {} : { height: item.size }),
              }}
              className={cn(
                'absolute top-0 left-0 flex gap-3 px-4',
                wraps ? 'w-full whitespace-pre-wrap' : 'whitespace-pre',
              )}
            >
              <time
                dateTime={new Date(row.atMs).toISOString()}
                title={formatMoment(row.atMs)}
                className={cn('shrink-0 text-ink-faint tabular-nums', !row.isFirst && 'invisible')}
              >
                {formatClock(row.atMs)}
              </time>
              <span className={cn('w-10 shrink-0', levels[row.level].tint)}>
                {row.isFirst ? levels[row.level].word : ''}
              </span>
              {row.nodeId !== null && row.isFirst && (
                <span className="shrink-0 text-ink-soft">{row.nodeId}</span>
              )}
              <span className="min-w-0 [overflow-wrap:anywhere]">
                <AnsiText text={row.text} mark={mark} />
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
