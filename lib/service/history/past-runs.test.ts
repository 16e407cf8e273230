import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHistory } from '../../history/open-history';
import type { HistoryStore } from '../../history/history-store';
import { id } from '../../testing/manifest-of';
import { copySample, type SampleProject } from '../../testing/sample-project';
import type { Result } from '../../util/result';
import { cleanHistory } from './clean-history';
import { PastRuns } from './past-runs';
import { runProject } from '../running/run-project';
import { plainRun, type RunRequest } from '../requests/run-request';

const cleanUsers = id('transform.clean_users');
const file = 'seeknal/transforms/clean_users.yml';

let project: SampleProject;
let history: HistoryStore;
let past: PastRuns;

/** Three runs: all is well, then clean_users breaks, then everything else is built with other definitions. */
beforeAll(async () => {
  project = await copySample();
  await run('first', {});
  await project.edit(file, 'IS NOT NULL', 'IS NOT NULL AND no_such_column > 0');
  await run('second', { continueOnError: true });
  history = await openHistory(project.paths);
  await history.importRuns();
  past = new PastRuns(project.paths, history);
}, 60_000);
afterAll(async () => {
  await history.close();
  await project.remove();
});

async function run(runId: string, request: Partial<RunRequest>): Promise<void> {
  const never = new AbortController().signal;
  const ran = await runProject(project.paths, {
    request: { ...plainRun, ...request },
    runId,
    trigger: 'api',
    stop: never,
    abort: never,
    onPlanned: () => undefined,
    onEvent: () => undefined,
  });
  if (!ran.ok) throw new Error(ran.error.message);
}

function valueOf<T>(result: Result<T, { readonly message: string }>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

it('draws the graph that a run had, whatever the project has become', async () => {
  const [first, second] = [valueOf(await past.graph('first')), valueOf(await past.graph('second'))];
  expect(first?.snapshot.nodes).toHaveLength(15);
  expect(first?.sql[cleanUsers]).not.toContain('no_such_column');
  expect(second?.sql[cleanUsers]).toContain('no_such_column');
});

it('says where in the SQL a node failed', async () => {
  const failed = valueOf(await past.get('second')).nodes.find((node) => node.status === 'failed');
  const line = failed?.error?.sql_place?.line ?? 0;
  const sql = valueOf(await past.graph('second'))?.sql[cleanUsers] ?? '';
  expect(sql.split('\n')[line - 1]).toContain('no_such_column');
});

it('compares two runs, what matters most first', async () => {
  const { nodes, definitionsKnown } = valueOf(await past.compare('first', 'second'));
  expect(definitionsKnown).toBe(true);
  expect(nodes[0]).toMatchObject({
    difference: 'broke',
    before: { status: 'success' },
  });
  const broken = nodes.find((node) => node.nodeId === cleanUsers);
  expect(broken).toMatchObject({ difference: 'broke', after: { status: 'failed' } });
  expect(broken?.fields.map((field) => field.path)).toEqual(['transform']);
  const differences = nodes.map((node) => node.difference);
  expect(differences.lastIndexOf('broke')).toBeLessThan(differences.indexOf('same'));
  const back = valueOf(await past.compare('second', 'first'));
  expect(back.nodes[0]?.difference).toBe('mended');
});

it('tells the story of a node: runs, how they ended, and what its definition was', async () => {
  const story = valueOf(await past.story(cleanUsers));
  expect(story.totals).toEqual({ success: 1, failed: 1 });
  expect(story.runs.map((one) => [one.runId, one.status])).toEqual([
    ['second', 'failed'],
    ['first', 'success'],
  ]);
  expect(story.versions.map((version) => [version.runId, version.changed])).toEqual([
    ['second', ['transform']],
    ['first', []],
  ]);
  // What its output really had, told by the run that built it; the failed one made none.
  expect(story.schema?.map(({ name, type }) => `${name} ${type}`)).toContain('email VARCHAR');
  expect(story.schemaSteps).toEqual([]);
  expect(await past.story(id('source.nobody'))).toMatchObject({ error: { code: 'unknown_node' } });
});

it('knows how long nodes took before a run, and nothing before the first', async () => {
  expect(valueOf(await past.durations('first'))[cleanUsers]).toEqual([]);
  expect(valueOf(await past.durations('second'))[cleanUsers]).toHaveLength(1);
});

describe('an exported run', () => {
  it('is an execution summary as JSON', async () => {
    const { name, text } = valueOf(await past.export('second', 'json'));
    expect(name).toBe('run-second.json');
    expect(Object.keys(JSON.parse(text) as object)).toEqual([
      'total_nodes',
      'changed_nodes',
      'cached_nodes',
      'successful_nodes',
      'failed_nodes',
      'skipped_nodes',
      'total_duration',
      'results',
    ]);
  });

  it('is a line a node as CSV', async () => {
    const lines = valueOf(await past.export('first', 'csv'))
      .text.trimEnd()
      .split('\r\n');
    expect(lines).toHaveLength(16);
    expect(lines[0]).toMatch(/^node_id,kind,status,/);
    expect(lines.every((line) => line.split(',').length >= 15)).toBe(true);
  });

  it('is a page that asks nothing of anybody as HTML', async () => {
    const { text } = valueOf(await past.export('second', 'html'));
    expect(text).toContain('<h1>Run failed</h1>');
    expect(text).toContain('aria-label="Graph of the run"');
    expect(text).toContain('aria-label="Timeline of the run"');
    expect(text).toContain('no_such_column');
    expect(text).not.toMatch(/<script|<link|src=|https?:\/\/(?!www\.w3\.org)/);
  });
});

it('clean shows what would go, then removes it, with the manifests that nobody needs', async () => {
  const rules = { keepLast: 1, keepDays: null, keepBytes: null };
  const manifests = () => readdir(join(project.paths.seeknalDir, 'manifests'));
  const now = { nowMs: Date.now() };
  const shown = await cleanHistory(project.paths, rules, { dryRun: true, ...now });
  expect(shown.runs.map((one) => [one.runId, one.why])).toEqual([['first', 'count']]);
  expect(shown.manifests).toHaveLength(1);
  expect(await manifests()).toHaveLength(2);

  const generous = { keepLast: null, keepDays: 1, keepBytes: 10_000_000 };
  const none = await cleanHistory(project.paths, generous, { dryRun: true, ...now });
  expect(none).toMatchObject({ runs: [], manifests: [], kept: 2 });
  const tight = { keepLast: null, keepDays: null, keepBytes: 1 };
  const bySize = await cleanHistory(project.paths, tight, { dryRun: true, ...now });
  expect(bySize.runs.map((one) => one.why)).toEqual(['size']);

  expect(await cleanHistory(project.paths, rules, { dryRun: false, ...now })).toEqual(shown);
  expect(await manifests()).toHaveLength(1);
  await history.importRuns();
  expect(await past.get('first')).toMatchObject({ error: { code: 'unknown_run' } });
  expect(valueOf(await past.graph('second'))).not.toBeNull();
});
