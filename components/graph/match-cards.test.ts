import { describe, expect, it } from 'vitest';
import { nodeId, type NodeId } from '@/lib/graph/node-id';
import type { NodeFreshness, NodeSnapshot } from '@/lib/service/project/project-snapshot';
import { countByFreshness, matchCards } from './match-cards';

const node = (kind: string, name: string, freshness: NodeFreshness): NodeSnapshot => ({
  id: nodeId(kind, name),
  kind,
  name,
  description: null,
  owner: null,
  tags: [],
  filePath: null,
  freshness,
  reason: '',
  last: null,
  change: { type: 'unchanged', parts: [] },
  status: null,
  changeClass: null,
});
const nodes = [
  node('source', 'Users', 'cached'),
  node('transform', 'clean_users', 'changed'),
  node('model', 'churn', 'stale'),
];
const found = (ids: readonly NodeId[] | null, freshness: readonly NodeFreshness[] = []) => {
  const matches = matchCards(nodes, ids === null ? null : new Set(ids), freshness);
  return matches === null ? null : [...matches];
};

describe('matchCards', () => {
  it('finds any of the chosen states, among what the selector found', () => {
    const states: readonly NodeFreshness[] = ['changed', 'stale'];
    expect(found(null, states)).toEqual(['transform.clean_users', 'model.churn']);
    expect(found([nodeId('source', 'Users'), nodeId('model', 'churn')], states)).toEqual([
      'model.churn',
    ]);
  });

  it('tells looking for nothing from finding nothing', () => {
    expect(found(null)).toBeNull();
    expect(found([])).toEqual([]);
  });
});

describe('countByFreshness', () => {
  it('counts only states that occur', () => {
    expect([...countByFreshness(nodes)]).toEqual([
      ['cached', 1],
      ['changed', 1],
      ['stale', 1],
    ]);
  });

  it('counts what failed and was edited as both, as selectors find it', () => {
    const failed = node('transform', 'failed', 'failed');
    const edited = { ...failed, change: { type: 'modified', parts: ['sql'] } } as const;
    expect([...countByFreshness([failed, edited])]).toEqual([
      ['failed', 2],
      ['changed', 1],
    ]);
  });
});
