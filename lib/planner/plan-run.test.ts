import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NodeId } from '../graph/node-id';
import type { Manifest } from '../manifest/manifest';
import { id, manifestOf } from '../testing/manifest-of';
import { randomDag } from '../testing/random-dag';
import { stateAfterSuccess } from '../testing/state-of';
import type { Decision, Plan } from './plan';
import { nodesToRun } from './nodes-to-run';
import { everything, planRun, type NodeFacts, type Selection } from './plan-run';

const unchanged: NodeFacts = {
  definitionChange: null,
  changedDataFiles: [],
  missingOutput: null,
  upstreamMoved: false,
  dependsOnTime: false,
};

const shop = manifestOf(
  {
    'source.users': [],
    'source.orders': [],
    'transform.clean': ['source.users'],
    'feature_group.spend': ['transform.clean', 'source.orders'],
    'exposure.report': ['feature_group.spend'],
  },
  { 'exposure.report': { tags: ['export'] }, 'source.orders': { tags: ['raw', 'expensive'] } },
);

function plan(
  manifest: Manifest,
  more: {
    facts?: Record<string, Partial<NodeFacts>>;
    state?: ReturnType<typeof stateAfterSuccess>;
    selection?: Partial<Selection>;
    broken?: string[];
    full?: boolean;
  } = {},
): Plan {
  return planRun({
    manifest,
    state: more.state ?? stateAfterSuccess(manifest),
    factsOf: (node) => ({ ...unchanged, ...more.facts?.[node] }),
    broken: new Set((more.broken ?? []).map(id)),
    selection: { ...everything, ...more.selection },
    full: more.full ?? false,
  });
}

function decisionOf(of: Plan, node: string): Decision | undefined {
  return of.entries.find((entry) => entry.nodeId === node)?.decision;
}

describe('an incremental plan', () => {
  it('runs nothing when nothing changed', () => {
    expect(nodesToRun(plan(shop))).toEqual([]);
    expect(decisionOf(plan(shop), 'transform.clean')).toEqual({ action: 'cached' });
  });

  it('runs what was never built, and says so', () => {
    const first = plan(shop, { state: new Map() });
    expect(nodesToRun(first)).toHaveLength(5);
    expect(decisionOf(first, 'exposure.report')).toEqual({
      action: 'run',
      reason: { code: 'never_built' },
    });
  });

  it('runs a node whose definition changed, with the fields that changed', () => {
    const fields = [{ path: 'params.min_amount', before: 5, after: 10 }];
    const changed = plan(shop, { facts: { 'transform.clean': { definitionChange: fields } } });
    expect(decisionOf(changed, 'transform.clean')).toEqual({
      action: 'run',
      reason: { code: 'changed', fields },
    });
  });

  it('runs everything downstream of a change, naming the upstream and the cause', () => {
    const changed = plan(shop, { facts: { 'source.users': { changedDataFiles: ['users.csv'] } } });
    expect(decisionOf(changed, 'exposure.report')).toEqual({
      action: 'run',
      reason: {
        code: 'upstream_changed',
        upstream: 'feature_group.spend',
        cause: 'source.users',
      },
    });
    expect(decisionOf(changed, 'source.orders')).toEqual({ action: 'cached' });
  });

  it('runs a node again that failed, or whose output is gone', () => {
    const state = stateAfterSuccess(shop);
    const spend = state.get(id('feature_group.spend'))!;
    state.set(id('feature_group.spend'), { ...spend, status: 'failed' });
    const next = plan(shop, {
      state,
      facts: { 'source.orders': { missingOutput: 'target/x.parquet' } },
    });
    expect(decisionOf(next, 'feature_group.spend')).toMatchObject({
      reason: { code: 'failed_last_run' },
    });
    expect(decisionOf(next, 'source.orders')).toMatchObject({
      reason: { code: 'output_missing', path: 'target/x.parquet' },
    });
  });

  it('catches up with an upstream that was built in between without it', () => {
    const next = plan(shop, { facts: { 'transform.clean': { upstreamMoved: true } } });
    expect(decisionOf(next, 'transform.clean')).toMatchObject({
      reason: { code: 'upstream_changed', upstream: 'source.users' },
    });
  });

  it('runs a node that depends on time every time', () => {
    expect(
      nodesToRun(plan(shop, { facts: { 'exposure.report': { dependsOnTime: true } } })),
    ).toEqual(['exposure.report']);
  });
});

describe('filters', () => {
  it('run named nodes and all their downstream, changed or not', () => {
    const selected = plan(shop, { selection: { nodes: [id('transform.clean')] } });
    expect(nodesToRun(selected)).toEqual([
      'transform.clean',
      'feature_group.spend',
      'exposure.report',
    ]);
    expect(decisionOf(selected, 'source.users')).toMatchObject({
      action: 'skip',
      reason: { code: 'not_selected' },
    });
  });

  it('hold the type filter also in a full run', () => {
    const types = plan(shop, { full: true, selection: { types: ['source'] } });
    expect(nodesToRun(types)).toEqual(['source.orders', 'source.users']);
    expect(decisionOf(types, 'exposure.report')).toMatchObject({ reason: { code: 'not_of_type' } });
  });

  it('leave out nodes with any excluded tag, and name the tag', () => {
    const excluded = plan(shop, {
      full: true,
      selection: { excludeTags: ['expensive', 'export'] },
    });
    expect(nodesToRun(excluded)).toHaveLength(3);
    expect(decisionOf(excluded, 'source.orders')).toEqual({
      action: 'skip',
      reason: { code: 'excluded_tag', tag: 'expensive' },
    });
  });

  it('let full beat named nodes', () => {
    expect(
      nodesToRun(plan(shop, { full: true, selection: { nodes: [id('source.users')] } })),
    ).toHaveLength(5);
  });
});

it('lists every node once, in topological order', () => {
  expect(plan(shop).entries.map((entry) => entry.nodeId)).toEqual([
    'source.orders',
    'source.users',
    'transform.clean',
    'feature_group.spend',
    'exposure.report',
  ]);
});

it('runs exactly the changed nodes and their descendants, on any DAG', () => {
  fc.assert(
    fc.property(randomDag(200), fc.array(fc.nat(), { maxLength: 5 }), (manifest, picks) => {
      const ids = [...manifest.nodes.keys()];
      const changed = new Set(picks.map((pick) => ids[pick % ids.length]!));
      const made = plan(manifest, {
        facts: Object.fromEntries([...changed].map((node) => [node, { definitionChange: [] }])),
      });
      const expected = new Set<NodeId>([...changed, ...manifest.graph.descendantsOf(changed)]);
      expect(new Set(nodesToRun(made))).toEqual(expected);
      expect(made.entries).toHaveLength(ids.length);
    }),
    { numRuns: 100 },
  );
});
