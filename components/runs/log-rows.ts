import type { LogLevel, LogLine } from '@/lib/events/run-event';
import type { NodeId } from '@/lib/graph/node-id';

/** A line on the screen: a message of several lines is as many rows. */
export interface LogRow {
  readonly key: string;
  readonly atMs: number;
  readonly level: LogLevel;
  readonly nodeId: NodeId | null;
  readonly text: string;
  /** False for the further lines of a message. */
  readonly isFirst: boolean;
}

/** Which lines of a log are wanted. */
export interface LogWish {
  /** Null: of all nodes and of the run itself. */
  readonly nodeId: string | null;
  /** Text that a line has in it; small and large letters are the same. */
  readonly text: string;
  readonly level: LogLevel;
}

const severity: Record<LogLevel, number> = { debug: 0, info: 1, warning: 2, error: 3 };

/** The rows of a log that are wanted, oldest first. */
export function toLogRows(logs: readonly LogLine[], wish: LogWish): LogRow[] {
  const text = wish.text.toLowerCase();
  return logs.flatMap((line) => {
    if (wish.nodeId !== null && line.node_id !== wish.nodeId) return [];
    if (severity[line.level] < severity[wish.level]) return [];
    if (text !== '' && !`${line.node_id ?? ''} ${line.message}`.toLowerCase().includes(text)) {
      return [];
    }
    return line.message.split('\n').map((part, index) => ({
      key: `${line.seq}.${index}`,
      atMs: line.at_ms,
      level: line.level,
      nodeId: line.node_id,
      text: part,
      isFirst: index === 0,
    }));
  });
}

/** The log as a file: an ISO time, the level, the node and the message on each line. */
export function logText(logs: readonly LogLine[]): string {
  return logs
    .map((line) =>
      [new Date(line.at_ms).toISOString(), line.level, line.node_id ?? '-', line.message].join(' '),
    )
    .join('\n');
}
