import { describe, expect, it } from 'vitest';
import { Graph } from '@/lib/graph/graph';
import { kindOfId, nodeId, shortNameOf, type NodeId } from '@/lib/graph/node-id';
import { buildTree, type TreeMode } from './build-tree';
import type { NodeRow } from './node-row';

const users = nodeId('source', 'users');
const orders = nodeId('source', 'orders');
const clean = nodeId('transform', 'clean');
const features = nodeId('feature_group', 'features');
const graph = Graph.of(
  [users, orders, clean, features],
  [
    { from: users, to: clean },
    { from: orders, to: features },
    { from: clean, to: features },
  ],
);
const files: Record<string, string> = {
  [users]: 'seeknal/sources/users.yml',
  [orders]: 'seeknal/sources/orders.yml',
  [clean]: 'seeknal/clean.yml',
  [features]: 'seeknal/ml/features.yml',
};

function row(id: NodeId): NodeRow {
  return {
    id,
    node: {
      id,
      kind: kindOfId(id),
      name: shortNameOf(id),
      description: null,
      owner: null,
      tags: [],
      filePath: files[id] ?? null,
      freshness: 'cached',
      reason: '',
      last: null,
      change: { type: 'unchanged', parts: [] },
      status: null,
      changeClass: null,
    },
    status: null,
    duration: null,
    rows: null,
    finishedAtMs: null,
  };
}

const all = [users, orders, clean, features];

function linesOf(mode: TreeMode, folded: readonly string[] = [], ids: readonly NodeId[] = all) {
  const rows = ids.map(row);
  return buildTree({ rows, graph, mode, folded: new Set(folded) }).map(
    (line) => `${'  '.repeat(line.level - 1)}${line.label} ${String(line.below)}`,
  );
}

describe('the tree', () => {
  it('shows folders with what they hold', () => {
    expect(linesOf('folder')).toEqual([
      'seeknal 4',
      '  transform.clean 0',
      '  ml 1',
      '    feature_group.features 0',
      '  sources 2',
      '    source.orders 0',
      '    source.users 0',
    ]);
  });

  it('hides what is in a folded folder', () => {
    expect(linesOf('folder', ['seeknal/sources/'])).not.toContain('    source.users 0');
  });

  it('shows each node once, below the last of its upstream', () => {
    expect(linesOf('upstream')).toEqual([
      'source.users 2',
      '  transform.clean 1',
      '    feature_group.features 0',
      'source.orders 0',
    ]);
  });

  it('puts a node whose upstream is not looked for at the top', () => {
    expect(linesOf('upstream', [], [clean, features])).toEqual([
      'transform.clean 1',
      '  feature_group.features 0',
    ]);
  });

  it('draws a chain of 20,000 nodes', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      nodeId('source', `n${String(index)}`),
    );
    const long = Graph.of(
      chain,
      chain.slice(1).map((to, index) => ({ from: chain[index] ?? to, to })),
    );
    const lines = buildTree({
      rows: chain.map(row),
      graph: long,
      mode: 'upstream',
      folded: new Set(),
    });
    expect(lines.at(-1)?.level).toBe(20_000);
    expect(lines[0]?.below).toBe(19_999);
  });
});
