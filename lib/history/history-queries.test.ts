import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProjectPaths } from '../files/project-paths';
import { emptyProject, RecordedRun } from '../testing/recorded-run';
import { eventFilePath } from './event-file';
import type { HistoryStore, RunFilter, RunSort } from './history-store';
import { openHistory } from './open-history';

let paths: ProjectPaths;
let history: HistoryStore;
beforeEach(async () => {
  paths = await emptyProject();
  history = await openHistory(paths);
  for (let index = 0; index < 9; index += 1) await record(index);
  await history.importRuns();
});
afterEach(() => history.close());

/** Runs r0 to r8, an hour apart: each third fails, and source.b runs in those with an even number. */
async function record(index: number): Promise<void> {
  const run = await RecordedRun.start(paths, `r${String(index)}`, {
    atMs: index * 3_600_000,
    nodes: { 'source.a': 'run', 'source.b': index % 2 === 0 ? 'run' : 'cached' },
  });
  const fails = index % 3 === 0;
  run.node('source.a', { status: fails ? 'failed' : 'success', duration: index });
  if (index % 2 === 0) run.node('source.b', { duration: index / 10 });
  await run.finish({ totalDuration: index % 4, outcome: fails ? 'failed' : 'success' });
}

async function idsOf(filter: RunFilter): Promise<string[]> {
  const runs = await history.listRuns({ limit: 100, before: null, includeEmpty: true, filter });
  return runs.map((run) => run.runId);
}

test('runs are found by what became of them, by node, by time and by text', async () => {
  expect(await idsOf({ outcomes: ['failed'] })).toEqual(['r6', 'r3', 'r0']);
  expect(await idsOf({ outcomes: ['running'] })).toEqual([]);
  expect(await idsOf({ nodeId: 'source.b' })).toEqual(['r8', 'r6', 'r4', 'r2', 'r0']);
  expect(await idsOf({ nodeId: 'source.b', outcomes: ['failed'] })).toEqual(['r6', 'r0']);
  expect(await idsOf({ fromMs: 2 * 3_600_000, toMs: 4 * 3_600_000 })).toEqual(['r3', 'r2']);
  expect(await idsOf({ text: 'R7' })).toEqual(['r7']);
  expect(await idsOf({ text: 'SLOW', triggers: ['dashboard'] })).toEqual([]);
  expect(await idsOf({ text: 'slow', triggers: ['cli'], modes: ['full'] })).toHaveLength(9);
});

test.each<[RunSort, boolean]>([
  ['started', false],
  ['started', true],
  ['duration', false],
  ['duration', true],
  ['failed', false],
])(
  'pages sorted by %s, ascending %s, leave nothing out and repeat nothing',
  async (sort, ascending) => {
    const list = (limit: number, before: string | null) =>
      history.listRuns({ limit, before, includeEmpty: true, sort, ascending });
    const whole = await list(100, null);
    const values = whole.map((run) =>
      sort === 'started'
        ? run.startedAtMs
        : sort === 'duration'
          ? run.totalDuration
          : run.failedNodes,
    );
    expect(values).toEqual(values.toSorted((a, b) => (ascending ? a - b : b - a)));
    const paged: string[] = [];
    for (;;) {
      const page = await list(2, paged.at(-1) ?? null);
      if (page.length === 0) break;
      paged.push(...page.map((run) => run.runId));
    }
    expect(paged).toEqual(whole.map((run) => run.runId));
  },
);

test('counts are those of the whole list', async () => {
  const filter = { nodeId: 'source.b' };
  expect(await history.countRuns({ includeEmpty: true, filter })).toEqual({
    total: 5,
    byOutcome: { failed: 2, success: 3 },
  });
});

test('the grid has a square for each node of each run', async () => {
  const cells = await history.grid(['r3', 'r2', 'nothing']);
  expect(cells.map((cell) => [cell.runId, cell.nodeId, cell.status, cell.duration])).toEqual([
    ['r3', 'source.a', 'failed', 3],
    ['r3', 'source.b', 'cached', 0],
    ['r2', 'source.a', 'success', 2],
    ['r2', 'source.b', 'success', 0.2],
  ]);
});

test('a node knows how often it ended how, and how long it took of late', async () => {
  expect(await history.nodeTotals('source.a')).toEqual({ failed: 3, success: 6 });
  const past = await history.pastDurations(['source.a', 'source.b', 'source.c'], 8 * 3_600_000);
  expect(past.get('source.a')).toEqual([7, 5, 4, 2, 1]);
  expect(past.get('source.b')).toEqual([0.6, 0.4, 0.2, 0]);
  expect(past.get('source.c')).toEqual([]);
});

test('a run whose file was removed is forgotten, with its nodes', async () => {
  await rm(eventFilePath(paths, 'r8'));
  await history.importRuns();
  expect(await idsOf({})).toHaveLength(8);
  expect(await history.getRun('r8')).toBeNull();
  expect(await history.nodeTotals('source.a')).toEqual({ failed: 3, success: 5 });
});
