import { appendFile, writeFile } from 'node:fs/promises';
import { beforeEach, expect, test } from 'vitest';
import { ensureSeeknalDir } from '../files/ensure-seeknal-dir';
import type { ProjectPaths } from '../files/project-paths';
import { emptyProject, recordRun } from '../testing/recorded-run';
import { eventFilePath } from './event-file';
import { EventTail, readEvents } from './read-events';

let paths: ProjectPaths;
beforeEach(async () => {
  paths = await emptyProject();
  await ensureSeeknalDir(paths);
});

const line = (seq: number, message = ''): string =>
  `${JSON.stringify({ run_id: 'r1', seq, at_ms: seq, type: 'log', level: 'info', node_id: null, message })}\n`;
const write = (text: string): Promise<void> => appendFile(eventFilePath(paths, 'r1'), text);
const seqs = (events: readonly { readonly seq: number }[]): number[] => events.map((e) => e.seq);

test('a reader gets what comes after the number that it has', async () => {
  await recordRun(paths, 'r1');
  expect(seqs(await readEvents(paths, 'r1'))).toEqual([1, 2, 3, 4]);
  expect(seqs(await readEvents(paths, 'r1', 2))).toEqual([3, 4]);
  expect(await readEvents(paths, 'r1', 4)).toEqual([]);
});

test('a run without a file has no events, and its tail picks up the file when it comes', async () => {
  expect(await readEvents(paths, 'r1')).toEqual([]);
  const tail = new EventTail(paths, 'r1');
  expect(await tail.readNew()).toEqual([]);
  await write(line(1));
  expect(seqs(await tail.readNew())).toEqual([1]);
  await tail.close();
});

test('a growing file is told once, wherever a write was cut, even within a letter', async () => {
  const bytes = Buffer.from(line(1, 'über') + line(2, '→') + line(3, '🌍'));
  const tail = new EventTail(paths, 'r1');
  const told: number[] = [];
  for (const byte of bytes) {
    await appendFile(eventFilePath(paths, 'r1'), Buffer.of(byte));
    const events = await tail.readNew();
    told.push(...seqs(events));
    if (events.length > 0) expect(JSON.stringify(events)).not.toContain('\uFFFD');
  }
  await tail.close();
  expect(told).toEqual([1, 2, 3]);
  expect(tail.wholeBytes).toBe(bytes.length);
});

test('half a line at the end waits, and counts for nothing', async () => {
  await write(line(1) + '{"run_id":"r1","seq":2,"at');
  const tail = new EventTail(paths, 'r1');
  expect(seqs(await tail.readNew())).toEqual([1]);
  expect(tail.wholeBytes).toBe(line(1).length);
  await tail.close();
});

test('lines longer than any buffer come whole', async () => {
  const long = 'x'.repeat(3_000_000);
  await write(line(1, 'short') + line(2, long) + line(3, 'short'));
  const events = await readEvents(paths, 'r1');
  expect(seqs(events)).toEqual([1, 2, 3]);
  expect(events[1]).toMatchObject({ message: long });
});

test('a line that is no event is passed over', async () => {
  await writeFile(eventFilePath(paths, 'r1'), `${line(1)}no event\n{"a":1}\nnull\n${line(2)}`);
  expect(seqs(await readEvents(paths, 'r1'))).toEqual([1, 2]);
});
