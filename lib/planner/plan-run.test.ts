import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NodeId } from '../graph/node-id';
import { Manifest } from '../manifest/manifest';
import type { NodeState } from '../state/execution-state';
import { id, manifestOf } from '../testing/manifest-of';
import { randomDag } from '../testing/random-dag';
import { stateAfterSuccess } from '../testing/state-of';
import type { Decision, Plan } from './plan';
import { nodesToRun } from './nodes-to-run';
import { reasonText } from './reason-text';
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

  it.each<[string, Partial<NodeFacts>, Partial<NodeState> | null]>([
    ['changed', { definitionChange: [] }, {}],
    ['code_changed', { changedCode: ['lib/clean.py'] }, {}],
    ['data_changed', { changedDataFiles: ['a.csv'] }, {}],
    ['output_missing', { missingOutput: 'target/a.parquet' }, {}],
    ['depends_on_time', { dependsOnTime: true }, {}],
    ['failed_last_run', {}, { status: 'failed' }],
    ['interrupted', {}, { status: 'failed', error: { code: 'interrupted', message: '' } }],
    ['never_built', {}, null],
  ])('runs a node that is %s with all its downstream, and nothing else', (code, facts, stored) => {
    const state = stateAfterSuccess(shop);
    const clean = id('transform.clean');
    if (stored === null) state.delete(clean);
    else state.set(clean, { ...state.get(clean)!, ...stored });
    const planned = plan(shop, { state, facts: { [clean]: facts } });
    expect(nodesToRun(planned)).toEqual([clean, 'feature_group.spend', 'exposure.report']);
    expect(decisionOf(planned, clean)).toMatchObject({ reason: { code } });
    expect(decisionOf(planned, 'exposure.report')).toMatchObject({
      reason: { code: 'upstream_changed', upstream: 'feature_group.spend', cause: clean },
    });
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

  it('runs a node again whose process died while it ran, and says so', () => {
    const state = stateAfterSuccess(shop);
    const error = { code: 'interrupted', message: 'Its run ended.' };
    const spend = state.get(id('feature_group.spend'))!;
    state.set(id('feature_group.spend'), { ...spend, status: 'failed', error });
    expect(decisionOf(plan(shop, { state }), 'feature_group.spend')).toMatchObject({
      reason: { code: 'interrupted' },
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

describe('tags', () => {
  const tagged = (selection: Partial<Selection>, full = false): Plan =>
    plan(shop, { selection, full });

  it('run the nodes that have any of them and all their upstream, changed or not', () => {
    const raw = tagged({ tags: ['raw', 'nowhere'] });
    expect(nodesToRun(raw)).toEqual(['source.orders']);
    expect(decisionOf(raw, 'source.orders')).toEqual({
      action: 'run',
      reason: { code: 'tag_matched', tags: ['raw'] },
    });
    const spend = tagged({ tags: ['export'] });
    expect(nodesToRun(spend)).toHaveLength(5);
    expect(decisionOf(spend, 'source.users')).toEqual({
      action: 'run',
      reason: { code: 'upstream_of_tagged', tagged: 'exposure.report' },
    });
  });

  it('join with named nodes and all their downstream', () => {
    const both = tagged({ tags: ['raw'], nodes: [id('feature_group.spend')] });
    expect(nodesToRun(both)).toEqual(['source.orders', 'feature_group.spend', 'exposure.report']);
    expect(decisionOf(both, 'source.users')).toEqual({
      action: 'skip',
      reason: { code: 'not_selected', by: ['nodes', 'tags'] },
    });
  });

  it('are narrowed by kind, and beaten by a full run', () => {
    expect(nodesToRun(tagged({ tags: ['export'], types: ['source'] }))).toEqual([
      'source.orders',
      'source.users',
    ]);
    expect(nodesToRun(tagged({ tags: ['raw'] }, true))).toHaveLength(5);
  });
});

describe('selectors', () => {
  const only = (...ids: string[]) => ({ only: new Set(ids.map(id)) });

  it('run what they select and nothing else, changed or not', () => {
    const selected = plan(shop, {
      selection: only('source.users', 'exposure.report'),
      facts: { 'transform.clean': { definitionChange: [] } },
    });
    expect(nodesToRun(selected)).toEqual(['source.users', 'exposure.report']);
    expect(decisionOf(selected, 'source.users')).toEqual({
      action: 'run',
      reason: { code: 'selected', by: 'select' },
    });
    expect(decisionOf(selected, 'transform.clean')).toEqual({
      action: 'skip',
      reason: { code: 'not_selected', by: ['select'] },
    });
  });

  it('narrow a full run, and what other filters name', () => {
    expect(nodesToRun(plan(shop, { full: true, selection: only('source.users') }))).toEqual([
      'source.users',
    ]);
    const named = {
      nodes: [id('feature_group.spend')],
      ...only('exposure.report', 'source.users'),
    };
    expect(nodesToRun(plan(shop, { selection: named }))).toEqual(['exposure.report']);
  });

  it('that select nothing run nothing, also in a full run', () => {
    expect(nodesToRun(plan(shop, { selection: only() }))).toEqual([]);
    expect(nodesToRun(plan(shop, { full: true, selection: only() }))).toEqual([]);
  });

  it('leave out what they exclude, from any other set', () => {
    const except = new Set([id('exposure.report'), id('source.users')]);
    const full = plan(shop, { full: true, selection: { except } });
    expect(nodesToRun(full)).toEqual(['source.orders', 'transform.clean', 'feature_group.spend']);
    expect(decisionOf(full, 'source.users')).toEqual({
      action: 'skip',
      reason: { code: 'excluded' },
    });
    const changed = plan(shop, {
      facts: { 'feature_group.spend': { definitionChange: [] } },
      selection: { except },
    });
    expect(nodesToRun(changed)).toEqual(['feature_group.spend']);
    expect(decisionOf(changed, 'source.orders')).toEqual({ action: 'cached' });
  });
});

it('tells the reasons of filters in the words of the command line', () => {
  const texts = (selection: Partial<Selection>): string[] =>
    plan(shop, { selection }).entries.map(({ decision }) => reasonText(decision));
  expect(texts({ tags: ['raw', 'expensive'], nodes: [id('feature_group.spend')] })).toEqual([
    'tag match (raw, expensive)',
    'not selected by --nodes or --tags',
    'not selected by --nodes or --tags',
    'selected by --nodes',
    'downstream of feature_group.spend',
  ]);
  expect(
    texts({
      only: new Set([id('source.orders'), id('transform.clean')]),
      except: new Set([id('source.orders')]),
    }),
  ).toEqual([
    'excluded by --exclude',
    'not selected by --select',
    'selected by --select',
    'not selected by --select',
    'not selected by --select',
  ]);
  expect(texts({ tags: ['export'] })[1]).toBe('upstream of tag-matched node exposure.report');
});

it('runs exactly what tags and names reach, and nothing that a filter leaves out, on any DAG', () => {
  fc.assert(
    fc.property(
      randomDag(80),
      fc.array(fc.nat(), { maxLength: 3 }),
      fc.array(fc.nat(), { maxLength: 3 }),
      fc.array(fc.nat(), { maxLength: 20 }),
      (bare, tagPicks, namePicks, exceptPicks) => {
        const ids = [...bare.nodes.keys()];
        const pick = (picks: number[]) => new Set(picks.map((at) => ids[at % ids.length]!));
        const [tagged, named, except] = [pick(tagPicks), pick(namePicks), pick(exceptPicks)];
        fc.pre(tagged.size + named.size > 0);
        const manifest = new Manifest({
          metadata: bare.metadata,
          edges: bare.edges,
          nodes: [...bare.nodes.values()].map((node) => ({
            ...node,
            tags: tagged.has(node.id) ? ['wanted'] : [],
          })),
        });
        const made = plan(manifest, {
          selection: { tags: tagged.size > 0 ? ['wanted'] : [], nodes: [...named], except },
        });
        const expected = new Set([
          ...tagged,
          ...manifest.graph.ancestorsOf(tagged),
          ...named,
          ...manifest.graph.descendantsOf(named),
        ]);
        for (const id of except) expected.delete(id);
        expect(new Set(nodesToRun(made))).toEqual(expected);
      },
    ),
  );
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
