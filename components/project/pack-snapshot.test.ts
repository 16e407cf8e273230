import { expect, it } from 'vitest';
import { nodeId } from '@/lib/graph/node-id';
import type { NodeSnapshot, ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import { packSnapshot, unpackSnapshot } from './pack-snapshot';

function node(kind: string, name: string, more: Partial<NodeSnapshot> = {}): NodeSnapshot {
  return {
    id: nodeId(kind, name),
    kind,
    name,
    description: null,
    owner: null,
    tags: [],
    filePath: `seeknal/${kind}s/${name}.yml`,
    freshness: 'new',
    reason: 'never built',
    last: null,
    change: { type: 'new', parts: [] },
    status: null,
    changeClass: null,
    ...more,
  };
}

function snapshot(more: Partial<ProjectSnapshot> = {}): ProjectSnapshot {
  return {
    name: 'shop',
    directory: '/shop',
    version: 'v1',
    nodes: [],
    edges: [],
    ghosts: { nodes: [], edges: [] },
    removed: [],
    kinds: [],
    diagnostics: [],
    ...more,
  };
}

it('gives back what it was given: nodes, ghosts, edges of both, and names with dots', () => {
  const [a, b, gone] = [
    node('source', 'users', { tags: ['raw', 'daily'], owner: 'data' }),
    node('transform', 'clean.users', { freshness: 'changed', changeClass: 'breaking' }),
    node('model', 'old', { freshness: 'removed' }),
  ] as const;
  const whole = snapshot({
    nodes: [a, b],
    edges: [{ from: a.id, to: b.id }],
    ghosts: { nodes: [gone], edges: [{ from: b.id, to: gone.id }] },
  });
  expect(unpackSnapshot(packSnapshot(whole))).toEqual(whole);
});

it('keeps an edge to a node that nobody knows', () => {
  const whole = snapshot({
    nodes: [node('source', 'a')],
    edges: [{ from: nodeId('source', 'a'), to: nodeId('source', 'nowhere') }],
  });
  expect(unpackSnapshot(packSnapshot(whole))).toEqual(whole);
});

it('takes a third of the room for a large project', () => {
  const nodes = Array.from({ length: 5000 }, (_, index) => node('transform', `step_${index}`));
  const edges = nodes.slice(1).map(({ id }, index) => ({ from: nodes[index]!.id, to: id }));
  const whole = snapshot({ nodes, edges });
  expect(packSnapshot(whole).length).toBeLessThan(JSON.stringify(whole).length / 3);
});
