import { describe, expect, it } from 'vitest';
import { nodeId } from '@/lib/graph/node-id';
import type { NodeFreshness, NodeSnapshot } from '@/lib/service/project-snapshot';
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
});
const nodes = [
  node('source', 'Users', 'cached'),
  node('transform', 'clean_users', 'changed'),
  node('model', 'churn', 'stale'),
];
const found = (text: string, freshness: readonly NodeFreshness[] = []) => {
  const matches = matchCards(nodes, { text, freshness });
  return matches === null ? null : [...matches];
};

describe('matchCards', () => {
  it('finds pieces of ids, whatever their case', () => {
    expect(found('user')).toEqual(['source.Users', 'transform.clean_users']);
    expect(found('MODEL.')).toEqual(['model.churn']);
    expect(found('nothing')).toEqual([]);
  });

  it('finds any of the chosen states, together with the text', () => {
    expect(found('', ['changed', 'stale'])).toEqual(['transform.clean_users', 'model.churn']);
    expect(found('user', ['changed', 'stale'])).toEqual(['transform.clean_users']);
  });

  it('tells looking for nothing from finding nothing', () => {
    expect(found('  ')).toBeNull();
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
});
