'use client';

import { useEffect, useState, type UIEvent } from 'react';
import type { LogLevel, LogLine } from '@/lib/events/run-event';
import { cn } from '../ui/cn';
import { formatClock } from '../ui/format-time';
import { useRows } from '../ui/use-rows';

const levels: Record<LogLevel, { word: string; tint: string }> = {
  debug: { word: 'debug', tint: 'text-ink-faint' },
  info: { word: 'info', tint: 'text-ink-faint' },
  warning: { word: 'warn', tint: 'text-run-stopped' },
  error: { word: 'error', tint: 'text-run-failed' },
};

/** The log, newest line last. It follows new lines until a person scrolls up, and again when they are back at the end. */
export function LogList({
  logs,
  className,
}: {
  readonly logs: readonly LogLine[];
  readonly className?: string;
}) {
  const [follows, setFollows] = useState(true);
  const { scroller, rows } = useRows<HTMLDivElement>(logs.length, 20);
  useEffect(() => {
    if (follows && logs.length > 0) rows.scrollToIndex(logs.length - 1, { align: 'end' });
  }, [follows, logs.length, rows]);
  const onScroll = (event: UIEvent<HTMLDivElement>): void => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    setFollows(scrollHeight - scrollTop - clientHeight < 30);
  };
  if (logs.length === 0) {
    return <p className={cn('px-4 py-2.5 text-ink-faint', className)}>No log lines so far.</p>;
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
      <div style={{ height: rows.getTotalSize() }} className="relative min-w-max">
        {rows.getVirtualItems().map((row) => {
          const line = logs[row.index];
          if (line === undefined) return null;
          return (
            <div
              key={line.seq}
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
              className="absolute top-0 left-0 flex gap-3 px-4 whitespace-pre"
            >
              <time
                dateTime={new Date(line.at_ms).toISOString()}
                className="text-ink-faint tabular-nums"
              >
                {formatClock(line.at_ms)}
              </time>
              <span className={cn('w-10', levels[line.level].tint)}>{levels[line.level].word}</span>
              {line.node_id !== null && <span className="text-ink-soft">{line.node_id}</span>}
              <span>{line.message.replaceAll('\n', ' ')}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
