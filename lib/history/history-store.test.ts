import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProjectPaths } from '../files/project-paths';
import { deadProcess, emptyProject, RecordedRun, recordRun } from '../testing/recorded-run';
import { eventFilePath } from './event-file';
import type { HistoryStore } from './history-store';
import { openHistory } from './open-history';

let paths: ProjectPaths;
let history: HistoryStore;
beforeEach(async () => {
  paths = await emptyProject();
  history = await openHistory(paths);
});
afterEach(() => history.close());

const everything = { limit: 100, before: null, includeEmpty: true };
const ids = (runs: readonly { readonly runId: string }[]): string[] => runs.map((r) => r.runId);

test('a run comes back as its events tell it', async () => {
  const run = await RecordedRun.start(paths, 'r1', {
    atMs: 1_000_000,
    nodes: { 'source.b': 'run', 'transform.a': 'run', 'rule.c': 'cached', 'rule.d': 'run' },
  });
  run.node('source.b', { row_count: 5_000_000_000, output_bytes: 6_000_000_000 });
  run.node('transform.a', {
    status: 'failed',
    row_count: null,
    duration: 0.25,
    error: { code: 'sql_error', message: 'No such column "x"', hint: 'Name one of the columns.' },
  });
  run.end('rule.d', { status: 'skipped', duration: 0, reason: 'transform.a failed' });
  await run.finish();

  const record = await history.importRun('r1');
  expect(record).toEqual({
    runId: 'r1',
    trigger: 'cli',
    actor: 'ada',
    mode: 'full',
    outcome: 'success',
    startedAtMs: 1_000_000,
    finishedAtMs: 1_006_000,
    totalNodes: 4,
    changedNodes: 3,
    cachedNodes: 1,
    successfulNodes: 1,
    failedNodes: 1,
    skippedNodes: 1,
    totalDuration: 2.5,
    gitCommit: null,
    manifestHash: 'abc',
    flags: '--full --exclude-tags slow',
  });
  const found = await history.getRun('r1');
  expect(found?.record).toEqual(record);
  expect(found?.nodes.map((node) => [node.nodeId, node.status])).toEqual([
    ['source.b', 'success'],
    ['transform.a', 'failed'],
    ['rule.c', 'cached'],
    ['rule.d', 'skipped'],
  ]);
  expect(found?.nodes[0]).toEqual({
    runId: 'r1',
    nodeId: 'source.b',
    kind: 'source',
    status: 'success',
    reason: 'new',
    decision: 'run',
    attempts: 1,
    queued: null,
    fingerprint: null,
    startedAtMs: 1_001_000,
    finishedAtMs: 1_002_000,
    duration: 1,
    rowCount: 5_000_000_000,
    outputBytes: 6_000_000_000,
    error: null,
  });
  expect(found?.nodes[1]).toMatchObject({
    duration: 0.25,
    error: { code: 'sql_error', message: 'No such column "x"', hint: 'Name one of the columns.' },
  });
});

test('importing again changes nothing', async () => {
  await recordRun(paths, 'r1');
  expect((await history.importRuns()).imported).toBe(1);
  const before = await history.getRun('r1');
  expect((await history.importRuns()).imported).toBe(0);
  await history.importRun('r1');
  expect(await history.getRun('r1')).toEqual(before);
  expect(await history.listRuns(everything)).toHaveLength(1);
});

test('two dashboards may import the same runs at the same time', async () => {
  const names = Array.from({ length: 10 }, (_, index) => `r${index}`);
  for (const name of names) await recordRun(paths, name);
  const other = await openHistory(paths);
  await Promise.all([
    history.importRuns(),
    other.importRuns(),
    ...names.flatMap((name) => [history.importRun(name), other.importRun(name)]),
  ]);
  for (const store of [history, other]) {
    expect(await store.listRuns(everything)).toHaveLength(10);
    expect((await store.getRun('r7'))?.nodes).toHaveLength(1);
  }
  await other.close();
});

test('a run that goes on is brought up to date when it is asked for', async () => {
  const run = await RecordedRun.start(paths, 'r1');
  const report = await history.importRuns();
  expect(report).toMatchObject({ imported: 1, unfinished: ['r1'] });
  expect((await history.getRun('r1'))?.nodes[0]?.status).toBe('pending');
  run.begin('source.users');
  expect((await history.getRun('r1'))?.nodes[0]?.status).toBe('running');
  run.end('source.users');
  await run.finish();
  const found = await history.getRun('r1');
  expect(found?.record.outcome).toBe('success');
  expect(found?.nodes[0]).toMatchObject({ status: 'success', rowCount: 10 });
});

test('half a line at the end of a growing file does no harm', async () => {
  const run = await RecordedRun.start(paths, 'r1');
  run.begin('source.users');
  const half = '{"run_id":"r1","seq":3,"at_ms":1,"type":"log","level":"info","no';
  await appendFile(eventFilePath(paths, 'r1'), half);
  expect((await history.getRun('r1'))?.nodes[0]?.status).toBe('running');
  await appendFile(eventFilePath(paths, 'r1'), 'de_id":null,"message":""}\n');
  await run.close();
  expect((await history.importRuns()).imported).toBe(1);
});

test('a file that lost its end, as after a power failure, replaces what was imported of it', async () => {
  const run = await RecordedRun.start(paths, 'r1');
  const start = await readFile(eventFilePath(paths, 'r1'));
  run.node('source.users');
  await run.finish();
  await history.importRun('r1');
  await writeFile(eventFilePath(paths, 'r1'), start);
  expect(await history.importRun('r1')).toMatchObject({ outcome: null, successfulNodes: 0 });
});

test('a run whose process died while nobody looked is closed by the import', async () => {
  const run = await RecordedRun.start(paths, 'r1', { process: deadProcess });
  run.begin('source.users');
  await run.close();
  expect((await history.importRuns()).unfinished).toEqual([]);
  const found = await history.getRun('r1');
  expect(found?.record.outcome).toBe('interrupted');
  expect(found?.nodes[0]).toMatchObject({ status: 'failed', error: { code: 'interrupted' } });
});

test('the list goes on after the last run of a page, also among runs of the same instant', async () => {
  for (let index = 0; index < 7; index += 1) {
    await recordRun(paths, `r${index}`, { atMs: index < 3 ? 1_000_000 : 1_000_000 + index });
  }
  await history.importRuns();
  const pages: string[][] = [];
  let before: string | null = null;
  for (;;) {
    const page = ids(await history.listRuns({ limit: 2, before, includeEmpty: true }));
    if (page.length === 0) break;
    pages.push(page);
    before = page.at(-1)!;
  }
  expect(pages).toEqual([['r6', 'r5'], ['r4', 'r3'], ['r2', 'r1'], ['r0']]);
  expect(await history.listRuns({ limit: 2, before: 'unknown', includeEmpty: true })).toEqual([]);
});

test('runs that had nothing to do are listed on request only', async () => {
  await recordRun(paths, 'r1', { atMs: 1_000_000 });
  const empty = await RecordedRun.start(paths, 'r2', {
    atMs: 2_000_000,
    nodes: { 'source.users': 'cached' },
  });
  await empty.finish();
  await history.importRuns();
  expect(ids(await history.listRuns(everything))).toEqual(['r2', 'r1']);
  expect(ids(await history.listRuns({ ...everything, includeEmpty: false }))).toEqual(['r1']);
});

test('the history of a node is its executions, newest first', async () => {
  for (const [runId, decision, atMs] of [
    ['r1', 'run', 1_000_000],
    ['r2', 'cached', 2_000_000],
    ['r3', 'run', 3_000_000],
    ['r4', 'skip', 4_000_000],
    ['r5', 'run', 5_000_000],
  ] as const) {
    const run = await RecordedRun.start(paths, runId, { atMs, nodes: { 'source.a': decision } });
    if (decision === 'run') run.node('source.a', runId === 'r3' ? { status: 'failed' } : {});
    await run.finish();
  }
  await history.importRuns();
  const runs = await history.nodeHistory('source.a', 10);
  expect(runs.map((run) => [run.runId, run.status])).toEqual([
    ['r5', 'success'],
    ['r3', 'failed'],
    ['r1', 'success'],
  ]);
  expect(ids(await history.nodeHistory('source.a', 1))).toEqual(['r5']);
  expect(await history.nodeHistory('source.b', 10)).toEqual([]);
});

test('files that hold no run are passed over with the reason, once, and the others are imported', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const put = (name: string, text: string | Buffer): Promise<void> =>
    writeFile(join(paths.runsDir, name), text);
  await recordRun(paths, 'good');
  await put('notes.ndjson', 'not an event\nnor this\n');
  await put('bytes.ndjson', Buffer.from([0, 255, 10, 254, 10]));
  await put('other.ndjson', '{"run_id":"good","seq":1,"at_ms":1,"type":"run_started"}\n');
  await put('thin.ndjson', '{"run_id":"thin","seq":1,"at_ms":1,"type":"run_started"}\n');
  await put('no.id.ndjson', '{}\n');
  await put('starting.ndjson', '{"run_id":');
  await put('notes.txt', 'not even looked at');

  const report = await history.importRuns();
  await history.importRuns();
  expect(report.imported).toBe(1);
  expect(report.passedOver.map(({ file }) => file).toSorted()).toEqual([
    'bytes.ndjson',
    'no.id.ndjson',
    'notes.ndjson',
    'other.ndjson',
    'thin.ndjson',
  ]);
  expect(warn).toHaveBeenCalledTimes(5);
  expect(ids(await history.listRuns(everything))).toEqual(['good']);
  expect(await history.importRun('../../../etc/passwd')).toBeNull();
  warn.mockRestore();
});

test('a finished run of 1,000 nodes is imported in less than a second', async () => {
  const nodes = Array.from({ length: 1000 }, (_, index) => `source.n${index}`);
  const run = await RecordedRun.start(paths, 'r1', {
    nodes: Object.fromEntries(nodes.map((node) => [node, 'run'])),
  });
  for (const node of nodes) run.node(node);
  await run.finish();
  const startedMs = performance.now();
  const record = await history.importRun('r1');
  expect(performance.now() - startedMs).toBeLessThan(1000);
  expect(record?.successfulNodes).toBe(1000);
});
