import { appendFile, utimes, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { deadProcess, emptyProject, recordRun, RecordedRun } from '../testing/recorded-run';
import { eventFilePath } from './event-file';
import { readLastRun } from './read-last-run';

const second = 1000;

it('is none in a project that never ran', async () => {
  expect(await readLastRun(await emptyProject())).toBeNull();
});

it('is the run that started last, whatever its id and whoever wrote to an older file since', async () => {
  const paths = await emptyProject();
  const at = (seconds: number): number => Date.UTC(2026, 0, 30) + seconds * second;
  await recordRun(paths, 'zz_first', { atMs: at(0) });
  const killed = await RecordedRun.start(paths, 'yy_killed', {
    atMs: at(60),
    process: deadProcess,
  });
  await killed.close();
  await recordRun(paths, 'aa_last', { atMs: at(120) });
  await setWritten('zz_first', at(10));
  await setWritten('yy_killed', at(3600));
  await setWritten('aa_last', at(130));
  await writeFile(eventFilePath(paths, 'foreign'), 'not an event\n');
  expect((await readLastRun(paths))?.started?.run_id).toBe('aa_last');

  async function setWritten(runId: string, ms: number): Promise<void> {
    await utimes(eventFilePath(paths, runId), ms / second, ms / second);
  }
});

it('tells how far a run came that was torn off', async () => {
  const paths = await emptyProject();
  const run = await RecordedRun.start(paths, 'torn', {
    nodes: { 'source.users': 'run', 'source.orders': 'run', 'source.old': 'skip' },
  });
  run.node('source.users');
  await run.close();
  await appendFile(eventFilePath(paths, 'torn'), '{"type":"node_fin');
  const view = await readLastRun(paths);
  expect([...(view?.nodes.values() ?? [])].map(({ id, status }) => `${id} ${status}`)).toEqual([
    'source.users success',
    'source.orders pending',
    'source.old skipped',
  ]);
});
