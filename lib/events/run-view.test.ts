import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { id } from '../testing/manifest-of';
import type { RunEvent, RunEventBody } from './run-event';
import { progressOf } from './run-progress';
import { summaryToJson } from './execution-summary';
import { applyEvents, countByStatus, emptyRunView, summarize, type RunView } from './run-view';

const planned = (node: string, decision: 'run' | 'cached' | 'skip', reason: string) => ({
  node_id: id(node),
  kind: 'source',
  tags: [],
  decision,
  reason,
});

const started: RunEventBody = {
  type: 'run_started',
  project: 'shop',
  trigger: 'cli',
  actor: 'me',
  process: { pid: 1, host: 'here', started: null },
  request: {
    mode: 'incremental',
    types: [],
    nodes: [],
    exclude_tags: ['old'],
    continue_on_error: true,
    retry: 1,
    parallel: 2,
  },
  manifest_hash: '0',
  git_commit: null,
  nodes: [
    planned('source.a', 'run', 'never built'),
    planned('source.b', 'run', 'never built'),
    planned('source.c', 'cached', 'unchanged'),
    planned('source.d', 'skip', 'tag old is excluded'),
    planned('source.e', 'run', 'never built'),
    planned('source.f', 'run', 'never built'),
  ],
};

const begun = (node: string, attempt: number, index: number): RunEventBody => ({
  type: 'node_started',
  node_id: id(node),
  attempt,
  index,
  total: 4,
});

const finished = (
  node: string,
  more: Partial<Extract<RunEventBody, { type: 'node_finished' }>>,
): RunEventBody => ({
  type: 'node_finished',
  node_id: id(node),
  status: 'success',
  duration: 0,
  attempts: 1,
  row_count: null,
  output_path: null,
  output_bytes: null,
  fingerprint: null,
  reason: null,
  error: null,
  metadata: {},
  ...more,
});

const log = (message: string): RunEventBody => ({
  type: 'log',
  level: 'info',
  node_id: null,
  message,
});

/** One second apart, numbered from 1. */
function numbered(bodies: readonly RunEventBody[]): RunEvent[] {
  return bodies.map((body, index) => ({
    ...body,
    run_id: 'r',
    seq: index + 1,
    at_ms: 1_000_000 + index * 1000,
  }));
}

const story = numbered([
  started,
  begun('source.a', 1, 1),
  begun('source.b', 1, 2),
  { type: 'node_progress', node_id: id('source.a'), percent: 40, rows: 400 },
  log('first'),
  { type: 'node_progress', node_id: id('source.a'), percent: null, rows: 450 },
  finished('source.a', {
    duration: 5.5,
    row_count: 1000,
    output_path: 'target/intermediate/source_a.parquet',
    output_bytes: 77,
    metadata: { source: 'csv' },
  }),
  begun('source.b', 2, 2),
  finished('source.b', {
    status: 'failed',
    duration: 3,
    attempts: 2,
    error: { code: 'sql_error', message: 'no such column' },
  }),
  finished('source.e', { status: 'skipped', reason: 'upstream source.b failed' }),
  log('second'),
]);

const whole = applyEvents(emptyRunView, story);

describe('the view of a run', () => {
  it('starts with what the plan says of each node', () => {
    const view = applyEvents(emptyRunView, story.slice(0, 1));
    expect([...view.nodes.values()].map((node) => `${node.id} ${node.status}`)).toEqual([
      'source.a pending',
      'source.b pending',
      'source.c cached',
      'source.d skipped',
      'source.e pending',
      'source.f pending',
    ]);
    expect(view.startedAtMs).toBe(1_000_000);
  });

  it('counts as progress what the plan wants to run, however it ended', () => {
    const early = applyEvents(emptyRunView, story.slice(0, 7));
    expect(progressOf(early)).toEqual({ done: 1, planned: 4 });
    expect(progressOf(whole)).toEqual({ done: 3, planned: 4 });
  });

  it('keeps what a report of progress does not know from the one before', () => {
    const view = applyEvents(emptyRunView, story.slice(0, 6));
    expect(view.nodes.get(id('source.a'))).toMatchObject({
      status: 'running',
      percent: 40,
      rowCount: 450,
    });
  });

  it('tells each node as its last event left it', () => {
    expect(whole.nodes.get(id('source.a'))).toMatchObject({
      status: 'success',
      reason: 'never built',
      duration: 5.5,
      rowCount: 1000,
      outputBytes: 77,
      percent: null,
      finishedAtMs: 1_006_000,
    });
    expect(whole.nodes.get(id('source.e'))).toMatchObject({
      status: 'skipped',
      reason: 'upstream source.b failed',
      index: null,
    });
  });

  it('counts a retried node from its first start, and forgets the progress of the try that failed', () => {
    const view = applyEvents(
      emptyRunView,
      numbered([
        started,
        begun('source.b', 1, 2),
        { type: 'node_progress', node_id: id('source.b'), percent: 90, rows: 900 },
        begun('source.b', 2, 2),
      ]),
    );
    expect(view.nodes.get(id('source.b'))).toMatchObject({
      attempt: 2,
      index: 2,
      startedAtMs: 1_001_000,
      percent: null,
      rowCount: null,
    });
  });

  it('stays the same object when a batch brings nothing new', () => {
    expect(applyEvents(whole, story)).toBe(whole);
    expect(applyEvents(whole, [])).toBe(whole);
  });

  it('never changes a view that somebody holds', () => {
    const before = applyEvents(emptyRunView, story.slice(0, 3));
    const copy = structuredClone(before);
    applyEvents(before, story.slice(3));
    expect(before).toEqual(copy);
  });

  it('is the same however the events are cut into batches and however much of them is repeated', () => {
    const cut = fc.tuple(fc.nat(story.length), fc.nat(4), fc.boolean());
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 8 }), (cuts) => {
        let view: RunView = emptyRunView;
        let from = 0;
        for (const [length, overlap, doubled] of cuts) {
          const to = Math.min(story.length, from + length);
          const batch = story.slice(Math.max(0, from - overlap), to);
          view = applyEvents(view, doubled ? [...batch, ...batch] : batch);
          from = to;
        }
        expect(applyEvents(view, story.slice(from))).toEqual(whole);
      }),
    );
  });

  it('ends with the outcome', () => {
    const ended = applyEvents(whole, [
      {
        type: 'run_finished',
        run_id: 'r',
        seq: story.length + 1,
        at_ms: 1_020_000,
        outcome: 'cancelled',
        total_nodes: 6,
        changed_nodes: 4,
        cached_nodes: 1,
        successful_nodes: 1,
        failed_nodes: 1,
        skipped_nodes: 2,
        total_duration: 20,
      },
    ]);
    expect(ended).toMatchObject({ outcome: 'cancelled', finishedAtMs: 1_020_000 });
    expect(summarize(ended, 9_999_999).totalDuration).toBe(20);
  });
});

describe('the summary', () => {
  it('counts nodes by status, and as changed all that the run set out to execute', () => {
    expect(countByStatus(whole)).toEqual({
      pending: 1,
      running: 0,
      success: 1,
      failed: 1,
      cached: 1,
      skipped: 2,
    });
    expect(summarize(whole, 1_012_500)).toMatchObject({
      totalNodes: 6,
      changedNodes: 4,
      cachedNodes: 1,
      successfulNodes: 1,
      failedNodes: 1,
      skippedNodes: 2,
      totalDuration: 12.5,
    });
  });

  it('has, as JSON, the names of the document and a result for each node in the order of the DAG', () => {
    const json = summaryToJson(summarize(whole, 1_012_500));
    expect(Object.keys(json)).toEqual([
      'total_nodes',
      'changed_nodes',
      'cached_nodes',
      'successful_nodes',
      'failed_nodes',
      'skipped_nodes',
      'total_duration',
      'results',
    ]);
    expect(json.results.map((result) => result.node_id)).toEqual([...whole.nodes.keys()]);
    expect(json.results.slice(0, 3)).toEqual([
      {
        node_id: 'source.a',
        status: 'success',
        duration: 5.5,
        row_count: 1000,
        error_message: null,
        metadata: { source: 'csv' },
      },
      {
        node_id: 'source.b',
        status: 'failed',
        duration: 3,
        row_count: null,
        error_message: 'no such column',
        metadata: {},
      },
      {
        node_id: 'source.c',
        status: 'cached',
        duration: 0,
        row_count: null,
        error_message: null,
        metadata: {},
      },
    ]);
  });

  it('of a run that has not begun is all zeros', () => {
    expect(summarize(emptyRunView, 5)).toMatchObject({ totalNodes: 0, totalDuration: 0 });
  });
});
