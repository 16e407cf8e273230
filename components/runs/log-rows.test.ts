import { expect, it } from 'vitest';
import type { LogLine } from '@/lib/events/run-event';
import { id } from '@/lib/testing/manifest-of';
import { logText, toLogRows } from './log-rows';

const line = (
  seq: number,
  node: string | null,
  message: string,
  level: LogLine['level'],
): LogLine => ({
  type: 'log',
  run_id: 'r',
  seq,
  at_ms: seq * 1000,
  level,
  node_id: node === null ? null : id(node),
  message,
});
const logs = [
  line(1, null, 'Started', 'info'),
  line(2, 'source.users', 'Read 10 rows\nof users.csv', 'debug'),
  line(3, 'source.orders', 'No such file', 'error'),
];
const all = { nodeId: null, text: '', level: 'debug' } as const;

it('a message of several lines is several rows', () => {
  const rows = toLogRows(logs, all);
  expect(rows.map((row) => [row.key, row.text, row.isFirst])).toEqual([
    ['1.0', 'Started', true],
    ['2.0', 'Read 10 rows', true],
    ['2.1', 'of users.csv', false],
    ['3.0', 'No such file', true],
  ]);
});

it('rows are found by node, by level and by text', () => {
  expect(toLogRows(logs, { ...all, nodeId: 'source.users' })).toHaveLength(2);
  expect(toLogRows(logs, { ...all, level: 'warning' }).map((row) => row.key)).toEqual(['3.0']);
  expect(toLogRows(logs, { ...all, text: 'ORDERS' }).map((row) => row.key)).toEqual(['3.0']);
});

it('the file has everything on it', () => {
  expect(logText(logs).split('\n')[0]).toBe('1970-01-01T00:00:01.000Z info - Started');
});
