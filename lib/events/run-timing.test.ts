import { describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph';
import { id } from '../testing/manifest-of';
import { criticalPath } from './critical-path';
import { estimateRemaining, type Estimate } from './estimate-remaining';
import { idleGaps } from './idle-gaps';
import type { RunEventBody } from './run-event';
import { applyEvents, emptyRunView, type RunView } from './run-view';

const names = ['source.a', 'source.b', 'transform.c', 'transform.d'];
const graph = Graph.of(names.map(id), [
  { from: id('source.a'), to: id('transform.c') },
  { from: id('source.b'), to: id('transform.d') },
  { from: id('transform.c'), to: id('transform.d') },
]);

/** A run in which nodes start and end at the given seconds; those without an end go on. */
function viewOf(times: Readonly<Record<string, readonly [number, number?]>>): RunView {
  const at: { readonly seconds: number; readonly body: object }[] = [];
  for (const [name, [start, end]] of Object.entries(times)) {
    const node_id = id(name);
    at.push({ seconds: start, body: { type: 'node_started', node_id, attempt: 1, index: 1 } });
    if (end === undefined) continue;
    const body = { type: 'node_finished', node_id, status: 'success', reason: null, error: null };
    at.push({ seconds: end, body: { ...body, duration: end - start, metadata: {} } });
  }
  const started = {
    type: 'run_started',
    nodes: names.map((name) => ({ node_id: id(name), kind: '', decision: 'run', reason: '' })),
  };
  const events = [
    { seconds: 0, body: started },
    ...at.toSorted((one, other) => one.seconds - other.seconds),
  ].map(({ seconds, body }, index) => ({
    run_id: 'r',
    seq: index + 1,
    at_ms: seconds * 1000,
    ...(body as RunEventBody),
  }));
  return applyEvents(emptyRunView, events);
}

function estimate(
  view: RunView,
  past: Readonly<Record<string, readonly number[]>>,
  more: { readonly slots?: number; readonly nowMs?: number } = {},
): Estimate | null {
  return estimateRemaining({
    graph,
    nodes: view.nodes,
    past: new Map(Object.entries(past)),
    slots: 2,
    nowMs: 0,
    ...more,
  });
}

describe('the estimate', () => {
  const past = {
    'source.a': [1, 1, 1],
    'source.b': [4, 4, 4],
    'transform.c': [2, 2, 2],
    'transform.d': [3, 3, 3],
  };

  it('is the longest chain when there are slots enough, and the sum when there is one', () => {
    expect(estimate(viewOf({}), past)?.remaining).toBe(7);
    expect(estimate(viewOf({}), past, { slots: 1 })?.remaining).toBe(10);
  });

  it('counts what running nodes have done, and gives overdue ones a little more', () => {
    const view = viewOf({ 'source.a': [0, 1], 'source.b': [0], 'transform.c': [1] });
    expect(estimate(view, past, { nowMs: 2000 })?.remaining).toBe(5);
    expect(estimate(view, past, { nowMs: 60_000 })?.remaining).toBeCloseTo(3.4);
  });

  it('is wider the less alike past runs were', () => {
    const calm = estimate(viewOf({}), past);
    const wild = estimate(viewOf({}), { ...past, 'transform.d': [1, 3, 9] });
    expect(calm?.error).toBeLessThan(0.5);
    expect(wild?.error).toBeGreaterThan(2);
  });

  it('is not made up: no number while most of the nodes have no past, nor when all is done', () => {
    expect(estimate(viewOf({}), { 'source.a': [1] })).toBeNull();
    const all = Object.fromEntries(names.map((name) => [name, [0, 1] as const]));
    expect(estimate(viewOf(all), past)).toBeNull();
  });
});

describe('the critical path', () => {
  it('goes from the node that ended last back to what held it up', () => {
    const view = viewOf({
      'source.a': [0, 1],
      'source.b': [0, 2],
      'transform.c': [1, 5],
      'transform.d': [5, 6],
    });
    expect(criticalPath(view.nodes, graph)).toEqual(['source.a', 'transform.c', 'transform.d']);
  });

  it('is empty while nothing has started', () => {
    expect(criticalPath(viewOf({}).nodes, graph)).toEqual([]);
  });
});

it('finds when nothing ran: before, between and after', () => {
  const view = viewOf({ 'source.a': [1, 3], 'source.b': [2, 4], 'transform.c': [7, 8] });
  expect(idleGaps(view.nodes.values(), { fromMs: 0, toMs: 9000 }, 500)).toEqual([
    { fromMs: 0, toMs: 1000 },
    { fromMs: 4000, toMs: 7000 },
    { fromMs: 8000, toMs: 9000 },
  ]);
});
