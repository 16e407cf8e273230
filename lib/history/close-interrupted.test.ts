import { appendFile, readFile, readdir } from 'node:fs/promises';
import { beforeEach, expect, test } from 'vitest';
import { applyEvents, emptyRunView } from '../events/run-view';
import type { ProjectPaths } from '../files/project-paths';
import { id } from '../testing/manifest-of';
import { deadProcess, emptyProject, RecordedRun, recordRun } from '../testing/recorded-run';
import { closeInterrupted } from './close-interrupted';
import { eventFilePath } from './event-file';
import { readEvents } from './read-events';

let paths: ProjectPaths;
beforeEach(async () => {
  paths = await emptyProject();
});

const textOf = (runId: string): Promise<string> => readFile(eventFilePath(paths, runId), 'utf8');

/** One node done, one running, one waiting, one cached; then the process is gone. */
async function killedRun(runId: string): Promise<void> {
  const run = await RecordedRun.start(paths, runId, {
    process: deadProcess,
    nodes: {
      'source.done': 'run',
      'source.running': 'run',
      'source.waiting': 'run',
      'source.old': 'cached',
    },
  });
  run.node('source.done');
  run.begin('source.running');
  await run.close();
}

test('a run whose process died gets the end that it could not write', async () => {
  await killedRun('r1');
  expect(await closeInterrupted(paths, 'r1')).toBe(true);

  const events = await readEvents(paths, 'r1');
  const view = applyEvents(emptyRunView, events);
  expect(view.outcome).toBe('interrupted');
  const node = (text: string) => view.nodes.get(id(text));
  expect(node('source.done')).toMatchObject({ status: 'success' });
  expect(node('source.running')).toMatchObject({
    status: 'failed',
    error: { code: 'interrupted' },
  });
  expect(node('source.waiting')).toMatchObject({ status: 'skipped', reason: 'run interrupted' });
  expect(node('source.old')).toMatchObject({ status: 'cached' });
  expect(events.at(-1)).toMatchObject({
    type: 'run_finished',
    total_nodes: 4,
    changed_nodes: 3,
    cached_nodes: 1,
    successful_nodes: 1,
    failed_nodes: 1,
    skipped_nodes: 1,
  });
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
});

test('eight readers that find it at the same moment close it once', async () => {
  await killedRun('r1');
  const closed = await Promise.all(Array.from({ length: 8 }, () => closeInterrupted(paths, 'r1')));
  expect(closed.filter(Boolean)).toHaveLength(1);
  expect((await textOf('r1')).match(/"run_finished"/g)).toHaveLength(1);
  expect(await closeInterrupted(paths, 'r1')).toBe(false);
  expect(await readdir(paths.runsDir)).toEqual(['r1.ndjson']);
});

test('the half line that it left is cut off', async () => {
  await killedRun('r1');
  await appendFile(eventFilePath(paths, 'r1'), '{"run_id":"r1","seq":5,"at_ms":17');
  expect(await closeInterrupted(paths, 'r1')).toBe(true);
  for (const line of (await textOf('r1')).trimEnd().split('\n')) {
    expect(JSON.parse(line)).toHaveProperty('seq');
  }
  expect((await readEvents(paths, 'r1')).at(-1)?.type).toBe('run_finished');
});

test('a run that goes on, and one that has ended, are left alone', async () => {
  const run = await RecordedRun.start(paths, 'alive');
  await recordRun(paths, 'ended');
  const dead = await RecordedRun.start(paths, 'dead', { process: deadProcess });
  await dead.finish();
  for (const runId of ['alive', 'ended', 'dead', 'unknown']) {
    const before = await textOf(runId).catch(() => null);
    expect(await closeInterrupted(paths, runId)).toBe(false);
    expect(await textOf(runId).catch(() => null)).toBe(before);
  }
  await run.close();
});

test('a run of another machine is left alone, since nobody here can ask its process', async () => {
  const run = await RecordedRun.start(paths, 'r1', {
    process: { ...deadProcess, host: 'elsewhere.invalid' },
  });
  await run.close();
  expect(await closeInterrupted(paths, 'r1')).toBe(false);
});
