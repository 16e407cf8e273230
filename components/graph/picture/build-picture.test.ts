import { describe, expect, it } from 'vitest';
import { Graph } from '@/lib/graph/graph';
import { nodeId } from '@/lib/graph/node-id';
import type { NodeSnapshot } from '@/lib/service/project/project-snapshot';
import { buildPicture, type PictureWishes } from './build-picture';

const [users, orders, clean, model] = [
  nodeId('source', 'users'),
  nodeId('source', 'orders'),
  nodeId('transform', 'clean'),
  nodeId('model', 'churn'),
] as const;
const edges = [
  { from: users, to: clean },
  { from: orders, to: clean },
  { from: clean, to: model },
];
const nodes = [users, orders, clean, model].map((id): NodeSnapshot => {
  const [kind = '', name = ''] = id.split('.');
  return {
    id,
    kind,
    name,
    description: null,
    owner: null,
    tags: id === model ? ['ml'] : [],
    filePath: `seeknal/${kind}s/${name}.yml`,
    freshness: 'new',
    reason: '',
    last: null,
    change: { type: 'new', parts: [] },
    status: null,
    changeClass: null,
  };
});
const graph = Graph.of(
  nodes.map((node) => node.id),
  edges,
);

function pictureOf(wishes: Partial<PictureWishes> = {}, ghosts: typeof edges = []) {
  return buildPicture({
    snapshot: {
      nodes,
      edges: [...edges, ...ghosts],
      kinds: [],
      ghosts: { nodes: [], edges: ghosts },
    },
    graph,
    wishes: { direction: 'LR', grouping: null, open: [], focus: null, ...wishes },
  });
}

describe('buildPicture', () => {
  it('puts closed groups in the place of their nodes and merges the wires between them', () => {
    const { items, wires } = pictureOf({ grouping: 'kind' });
    expect(items.map((item) => item.id)).toEqual([
      'group:source',
      'group:transform',
      'group:model',
    ]);
    expect(wires).toEqual([
      { from: 0, to: 1, count: 2, ghost: false },
      { from: 1, to: 2, count: 1, ghost: false },
    ]);
  });

  it('frames the nodes of an open group', () => {
    const { items, frames, frameOf } = pictureOf({ grouping: 'folder', open: ['sources'] });
    expect(items.map((item) => item.id)).toEqual([
      users,
      orders,
      'group:transforms',
      'group:models',
    ]);
    expect(frames.map((frame) => frame.label)).toEqual(['sources']);
    expect([...(frameOf ?? [])]).toEqual([0, 0, -1, -1]);
  });

  it('groups by layer and by first tag too', () => {
    expect(pictureOf({ grouping: 'layer' }).groups?.map((group) => group.label)).toEqual([
      'Layer 1',
      'Layer 2',
      'Layer 3',
    ]);
    expect(pictureOf({ grouping: 'tag' }).groups?.map((group) => group.label)).toEqual([
      'No tag',
      'ml',
    ]);
  });

  it('leaves out what is more steps away from the node in focus', () => {
    const near = pictureOf({ focus: { id: clean, up: 0, down: 1 } });
    expect(near.items.map((item) => item.id)).toEqual([clean, model]);
    const all = pictureOf({ focus: { id: model, up: Infinity, down: 0 } });
    expect(all.items).toHaveLength(4);
  });

  it('marks wires that are gone', () => {
    const { wires } = pictureOf({}, [{ from: users, to: model }]);
    expect(wires.filter((wire) => wire.ghost)).toEqual([{ from: 0, to: 3, count: 1, ghost: true }]);
  });

  it('has the same key for the same picture, and another one for another', () => {
    expect(pictureOf().key).toBe(pictureOf().key);
    expect(pictureOf().key).not.toBe(pictureOf({ grouping: 'kind' }).key);
    expect(pictureOf().key).not.toBe(pictureOf({}, [{ from: users, to: model }]).key);
  });
});
