import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../manifest/manifest';
import { id, manifestOf } from '../../testing/manifest-of';
import { randomDag } from '../../testing/random-dag';
import type { NodeId } from '../node-id';
import { evaluateSelector, type Selected, type SelectionSource } from './evaluate-selector';
import { parseSelector } from './parse-selector';
import type { NodeChange, SelectableNode } from './selectable-node';

const unchanged: NodeChange = { type: 'unchanged' };
const modified = (...parts: ('sql' | 'config' | 'data')[]): NodeChange => ({
  type: 'modified',
  parts: new Set(parts),
});

function sourceOf(
  manifest: Manifest,
  more: Readonly<Record<string, Partial<SelectableNode>>> = {},
): SelectionSource {
  return {
    graph: manifest.graph,
    nodes: [...manifest.nodes.values()].map((node) => ({
      id: node.id,
      name: node.name,
      kind: node.kind,
      tags: node.tags,
      owner: node.owner,
      filePath: `seeknal/${node.kind}s/${node.name}.yml`,
      change: unchanged,
      status: 'cached',
      next: null,
      ...more[node.id],
    })),
    kinds: ['source', 'transform', 'feature_group', 'model', 'rule'],
  };
}

const removed: SelectableNode = {
  id: id('source.old_users'),
  name: 'old_users',
  kind: 'source',
  tags: [],
  owner: null,
  filePath: null,
  change: { type: 'removed' },
  status: null,
  next: null,
};

/** users -> clean_users -> spend -> churn; orders -> orders (transform) -> spend; new_users is new. */
const shop = sourceOf(
  manifestOf(
    {
      'source.users': [],
      'source.orders': [],
      'source.new_users': [],
      'transform.clean_users': ['source.users'],
      'transform.orders': ['source.orders'],
      'feature_group.spend': ['transform.clean_users', 'transform.orders'],
      'model.churn': ['feature_group.spend'],
    },
    { 'source.users': { tags: ['daily', 'pii'] }, 'model.churn': { tags: ['ml', 'daily'] } },
  ),
  {
    'source.users': { owner: 'Data Team' },
    'model.churn': { owner: 'ml@shop.org', status: 'failed' },
    'source.new_users': { change: { type: 'new' }, status: null },
    'transform.clean_users': { change: modified('sql'), status: 'success' },
    'transform.orders': { status: 'skipped', next: 'missing' },
    'feature_group.spend': { next: 'stale' },
  },
);
const shopWithRemoved: SelectionSource = { ...shop, nodes: [...shop.nodes, removed] };

function evaluate(
  text: string,
  source: SelectionSource = shop,
): ReturnType<typeof evaluateSelector> {
  const selector = parseSelector(text);
  if (!selector.ok) throw new Error(selector.error.message);
  return evaluateSelector(selector.value, source);
}

function select(text: string, source?: SelectionSource): Selected {
  const selected = evaluate(text, source);
  if (!selected.ok) throw new Error(selected.error.message);
  return selected.value;
}

const ids = (text: string, source?: SelectionSource): string =>
  [...select(text, source).ids].toSorted().join(' ');

describe('a selector', () => {
  it.each([
    ['users', 'source.users'],
    ['source.orders', 'source.orders'],
    ['users new_users', 'source.new_users source.users'],
    ['*users', 'source.new_users source.users transform.clean_users'],
    ['s*', 'feature_group.spend'],
    ['source.*', 'source.new_users source.orders source.users'],
    ['*.orders', 'source.orders transform.orders'],
    ['kind:transform', 'transform.clean_users transform.orders'],
    ['type:transform', 'transform.clean_users transform.orders'],
    [
      'kind:*s*',
      'source.new_users source.orders source.users transform.clean_users transform.orders',
    ],
    ['kind:rule', ''],
    ['tag:daily', 'model.churn source.users'],
    ['tag:d*', 'model.churn source.users'],
    ['tag:daily,kind:model', 'model.churn'],
    ['tag:daily , kind:model', 'model.churn'],
    ['owner:"Data Team"', 'source.users'],
    ['owner:*@shop.org', 'model.churn'],
    ['path:seeknal/sources/*', 'source.new_users source.orders source.users'],
    ['path:seeknal/models', 'model.churn'],
    ['path:seeknal/transforms/orders.yml', 'transform.orders'],
    ['status:failed', 'model.churn'],
    ['result:skipped', 'transform.orders'],
    ['result:success', 'transform.clean_users'],
    ['result:cached', 'feature_group.spend source.orders source.users'],
    ['state:new', 'source.new_users'],
    ['state:modified', 'transform.clean_users'],
    ['state:modified.sql', 'transform.clean_users'],
    ['state:modified.config', ''],
    ['state:changed', 'feature_group.spend model.churn source.new_users transform.clean_users'],
    ['state:unchanged', 'source.orders source.users transform.orders'],
    ['state:stale', 'feature_group.spend'],
    ['state:missing state:always', 'transform.orders'],
    ['state:changed,kind:model', 'model.churn'],
    [
      '+spend',
      'feature_group.spend source.orders source.users transform.clean_users transform.orders',
    ],
    ['clean_users+', 'feature_group.spend model.churn transform.clean_users'],
    ['1+spend', 'feature_group.spend transform.clean_users transform.orders'],
    ['1+clean_users+1', 'feature_group.spend source.users transform.clean_users'],
    ['0+clean_users+0', 'transform.clean_users'],
    [
      '@clean_users',
      'feature_group.spend model.churn source.orders source.users transform.clean_users transform.orders',
    ],
    ['users+,+spend', 'feature_group.spend source.users transform.clean_users'],
    ['users+ , +churn', 'feature_group.spend model.churn source.users transform.clean_users'],
    ['new_users+,+churn', ''],
    ['1+kind:transform', 'source.orders source.users transform.clean_users transform.orders'],
  ])('%s selects %s', (text, expected) => {
    expect(ids(text)).toBe(expected);
  });

  it('gives the nodes in the order of the project, however they were named', () => {
    expect([...select('users source.orders model.churn').ids]).toEqual([
      'model.churn',
      'source.orders',
      'source.users',
    ]);
  });

  it('knows a node that was removed by its state, and by its name when no other has it', () => {
    expect(ids('state:removed', shopWithRemoved)).toBe('source.old_users');
    expect(ids('+old_users+', shopWithRemoved)).toBe('source.old_users');
    expect(ids('state:unchanged', shopWithRemoved)).not.toContain('old_users');
    const renamed = { ...removed, id: id('rule.churn'), name: 'churn' };
    expect(ids('churn', { ...shop, nodes: [renamed, ...shop.nodes] })).toBe('model.churn');
  });

  it('counts a node as changed whose inputs were built again without it', () => {
    const source = {
      ...shop,
      nodes: shop.nodes.map((node) =>
        node.name === 'spend' ? { ...node, change: { type: 'outdated' } as const } : node,
      ),
    };
    expect(ids('state:changed', source)).toContain('feature_group.spend');
    expect(ids('state:modified', source)).not.toContain('feature_group.spend');
  });

  it.each([
    [
      'users clean_user',
      'unknown_name',
      6,
      'There is no node called "clean_user".',
      'Did you mean clean_users?',
    ],
    ['zzzzzzzzzzzz', 'unknown_name', 0, 'There is no node called "zzzzzzzzzzzz".', null],
    [
      'tag:daily,orders',
      'ambiguous_name',
      10,
      '"orders" names several nodes: source.orders, transform.orders.',
      'Write the id of the one that is meant, or *.orders for all of them.',
    ],
    [
      'kind:modle',
      'unknown_kind',
      0,
      'There is no kind of node called "modle".',
      'Did you mean model?',
    ],
    [
      'kind:models',
      'unknown_kind',
      0,
      'There is no kind of node called "models".',
      'Did you mean model?',
    ],
  ])('%s is refused as %s', (text, code, start, message, hint) => {
    expect(evaluate(text)).toMatchObject({
      ok: false,
      error: { code, at: { start }, message, hint },
    });
  });

  it('names its terms that hold for no node, with what may have been meant', () => {
    expect(select('users tag:dayly owner:"Data Taem" stuff* state:removed').unmatched).toEqual([
      { at: { start: 6, end: 15 }, near: ['daily'] },
      { at: { start: 16, end: 33 }, near: ['Data Team'] },
      { at: { start: 34, end: 40 }, near: [] },
    ]);
  });
});

/** A DAG and selectors over its nodes. */
const dagAndNames = randomDag(60).chain((manifest) =>
  fc.record({
    manifest: fc.constant(manifest),
    a: fc.constantFrom(...manifest.nodes.keys()),
    b: fc.constantFrom(...manifest.nodes.keys()),
    c: fc.constantFrom(...manifest.nodes.keys()),
  }),
);
const form = fc.constantFrom<(name: string) => string>(
  (name) => name,
  (name) => `+${name}`,
  (name) => `${name}+`,
  (name) => `1+${name}+2`,
  (name) => `@${name}`,
  (name) => `${name.slice(0, -1)}*`,
);

describe('on any DAG', () => {
  const set = (text: string, manifest: Manifest): ReadonlySet<NodeId> =>
    select(text, sourceOf(manifest)).ids;
  const union = (a: ReadonlySet<NodeId>, b: ReadonlySet<NodeId>) => new Set([...a, ...b]);
  const both = (a: ReadonlySet<NodeId>, b: ReadonlySet<NodeId>) =>
    new Set([...a].filter((node) => b.has(node)));

  it('a space is union, a comma is intersection and binds tighter', () => {
    fc.assert(
      fc.property(dagAndNames, form, form, form, ({ manifest, a, b, c }, fa, fb, fc_) => {
        const [x, y, z] = [fa(a), fb(b), fc_(c)];
        const [sx, sy, sz] = [set(x, manifest), set(y, manifest), set(z, manifest)];
        expect(set(`${x} ${y}`, manifest)).toEqual(union(sx, sy));
        expect(set(`${x},${y}`, manifest)).toEqual(both(sx, sy));
        expect(set(`${x},${y} ${z}`, manifest)).toEqual(union(both(sx, sy), sz));
        expect(set(`${z} ${x},${y}`, manifest)).toEqual(union(sz, both(sx, sy)));
        expect(set(`${x},${x} ${x}`, manifest)).toEqual(sx);
      }),
    );
  });

  it('+x is x and its ancestors, x+ its descendants, @x is closed both ways', () => {
    fc.assert(
      fc.property(dagAndNames, ({ manifest, a }) => {
        const { graph } = manifest;
        const down = union(new Set([a]), graph.descendantsOf([a]));
        expect(set(`+${a}`, manifest)).toEqual(union(new Set([a]), graph.ancestorsOf([a])));
        expect(set(`${a}+`, manifest)).toEqual(down);
        expect(set(`@${a}`, manifest)).toEqual(union(down, graph.ancestorsOf(down)));
      }),
    );
  });

  it('n+x is what can be reached in n steps, and grows to all', () => {
    fc.assert(
      fc.property(dagAndNames, fc.nat(6), ({ manifest, a }, hops) => {
        let expected = new Set<NodeId>([a]);
        for (let hop = 0; hop < hops; hop += 1) {
          expected = union(
            expected,
            new Set([...expected].flatMap((node) => manifest.graph.upstreamOf(node))),
          );
        }
        expect(set(`${String(hops)}+${a}`, manifest)).toEqual(expected);
        expect(set(`${String(manifest.nodes.size)}+${a}`, manifest)).toEqual(
          set(`+${a}`, manifest),
        );
      }),
    );
  });

  it('x+n holds y exactly when n+y holds x', () => {
    fc.assert(
      fc.property(dagAndNames, fc.nat(4), ({ manifest, a, b }, hops) => {
        const n = String(hops);
        expect(set(`${a}+${n}`, manifest).has(b)).toBe(set(`${n}+${b}`, manifest).has(a));
      }),
    );
  });

  it('changed and unchanged share the nodes between them', () => {
    fc.assert(
      fc.property(dagAndNames, ({ manifest, a, b }) => {
        const source = sourceOf(manifest, {
          [a]: { change: modified('data') },
          [b]: { change: { type: 'new' } },
        });
        const changed = select('state:changed', source).ids;
        expect(changed).toEqual(select(`${a}+ ${b}+`, source).ids);
        const others = select('state:unchanged', source).ids;
        expect(both(changed, others).size).toBe(0);
        expect(changed.size + others.size).toBe(manifest.nodes.size);
      }),
    );
  });
});

it('walks a chain of 100,000 nodes and finds 20,000 names at once', () => {
  const name = (index: number): string => `transform.n${String(index)}`;
  const chain = manifestOf(
    Object.fromEntries(
      Array.from({ length: 100_000 }, (_, index) => [
        name(index),
        index === 0 ? [] : [name(index - 1)],
      ]),
    ),
  );
  const source = sourceOf(chain);
  expect(select('@n50000', source).ids.size).toBe(100_000);
  expect(select('70000+n99999', source).ids.size).toBe(70_001);
  const names = Array.from({ length: 20_000 }, (_, index) => `n${String(index * 5)}`);
  expect(select(names.join(' '), source).ids.size).toBe(20_000);
});
