import { describe, expect, it } from 'vitest';
import type { PlannedNode, RunEvent, RunEventBody } from '@/lib/events/run-event';
import { applyEvents, emptyRunView, type RunView } from '@/lib/events/run-view';
import { Graph } from '@/lib/graph/graph';
import { nodeId, type NodeId } from '@/lib/graph/node-id';
import type { NodeSnapshot } from '@/lib/service/project/project-snapshot';
import { toFlowNodes, type FlowInput } from './to-flow';

const users = nodeId('source', 'users');
const clean = nodeId('transform', 'clean');
const model = nodeId('model', 'churn');
const edges = [
  { from: users, to: clean },
  { from: clean, to: model },
];
const graph = Graph.of([users, clean, model], edges);

function snapshotOf(id: NodeId, more: Partial<NodeSnapshot> = {}): NodeSnapshot {
  const [kind = '', name = ''] = id.split('.');
  return {
    id,
    kind,
    name,
    description: null,
    owner: null,
    tags: [],
    filePath: null,
    freshness: 'new',
    reason: 'never built',
    last: null,
    change: { type: 'new', parts: [] },
    status: null,
    changeClass: null,
    ...more,
  };
}

function input(more: Partial<FlowInput> = {}): FlowInput {
  return {
    nodes: new Map([users, clean, model].map((id) => [id, snapshotOf(id)])),
    kinds: new Map([
      ['source', { kind: 'source', label: 'Source', icon: 'database', summary: '' }],
    ]),
    graph,
    order: [users, clean, model],
    placeOf: (id) => ({ x: 300 * [users, clean, model].indexOf(id), y: 0 }),
    levelOf: () => 'card',
    view: null,
    matches: null,
    selected: [],
    critical: new Set(),
    focal: null,
    drops: {},
    tabStop: users,
    ...more,
  };
}

/** A run of all nodes, as far as the given events tell. */
function viewAfter(...bodies: readonly RunEventBody[]): RunView {
  const planned = (id: NodeId): PlannedNode => ({
    node_id: id,
    kind: '',
    tags: [],
    decision: 'run',
    reason: 'never built',
  });
  const started: RunEventBody = {
    type: 'run_started',
    project: 'p',
    trigger: 'cli',
    actor: 'a',
    process: { pid: 1, host: 'h', started: null },
    request: {
      mode: 'full',
      types: [],
      nodes: [],
      exclude_tags: [],
      continue_on_error: false,
      retry: 0,
      parallel: 1,
    },
    manifest_hash: '',
    git_commit: null,
    nodes: [users, clean, model].map(planned),
  };
  const events = [started, ...bodies].map((body, index): RunEvent => ({
    ...body,
    run_id: 'r',
    seq: index + 1,
    at_ms: 1000 + index,
  }));
  return applyEvents(emptyRunView, events);
}

const finished = (id: NodeId, status: 'success' | 'failed'): RunEventBody => ({
  type: 'node_finished',
  node_id: id,
  status,
  duration: 0.5,
  attempts: 1,
  row_count: status === 'success' ? 10 : null,
  output_path: null,
  output_bytes: null,
  fingerprint: null,
  reason: null,
  error: status === 'failed' ? { code: 'sql_error', message: 'No such column' } : null,
  metadata: {},
});
const startedNode = (id: NodeId): RunEventBody => ({
  type: 'node_started',
  node_id: id,
  attempt: 1,
  index: 1,
  total: 3,
});
const byId = <T extends { readonly id: string }>(items: readonly T[]) =>
  new Map(items.map((item) => [item.id, item]));

describe('toFlowNodes', () => {
  it('gives every card its place and size, so that nothing is measured', () => {
    const [card] = toFlowNodes(input());
    expect(card).toMatchObject({
      id: users,
      position: { x: 0, y: 0 },
      width: 244,
      height: 82,
      measured: { width: 244, height: 82 },
    });
  });

  it('names the kind as the project does, or by its word when the project does not', () => {
    const cards = toFlowNodes(input());
    expect(cards.map((card) => card.data.kindLabel)).toEqual(['Source', 'transform', 'model']);
  });

  it('shows a node that could start as queued and one that still waits as pending', () => {
    const view = viewAfter(startedNode(users), finished(users, 'success'));
    const words = toFlowNodes(input({ view })).map((card) => card.data.run?.word);
    expect(words).toEqual(['success', 'queued', 'pending']);
  });

  it('shows what failed with its message and what was never reached as blocked', () => {
    const view = viewAfter(startedNode(users), finished(users, 'failed'), {
      type: 'run_finished',
      outcome: 'failed',
      total_nodes: 3,
      changed_nodes: 3,
      cached_nodes: 0,
      successful_nodes: 0,
      failed_nodes: 1,
      skipped_nodes: 2,
      total_duration: 1,
    });
    const runs = toFlowNodes(input({ view })).map((card) => card.data.run);
    expect(runs.map((run) => run?.word)).toEqual(['failed', 'blocked', 'blocked']);
    expect(runs[0]?.errorMessage).toBe('No such column');
  });

  it('dims what is not looked for', () => {
    const cards = toFlowNodes(input({ matches: new Set([clean]) }));
    expect(cards.map((card) => card.data.dimmed)).toEqual([true, false, true]);
  });

  it('hands back the same object for each card that did not change', () => {
    const before = toFlowNodes(input({ view: viewAfter() }));
    const after = toFlowNodes(input({ view: viewAfter(startedNode(users)) }), byId(before));
    expect(after.map((card, index) => card === before[index])).toEqual([false, true, true]);
    expect(after[0]!.data.run?.word).toBe('running');
  });

  it('keeps cards through a new snapshot that says the same', () => {
    const before = toFlowNodes(input());
    const after = toFlowNodes(input(), byId(before));
    expect(after.every((card, index) => card === before[index])).toBe(true);
  });

  it('leaves out what has no place yet', () => {
    const cards = toFlowNodes(input({ placeOf: (id) => (id === users ? { x: 0, y: 0 } : null) }));
    expect(cards.map((card) => card.id)).toEqual([users]);
  });
});
