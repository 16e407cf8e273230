import { expect, it } from 'vitest';
import { withGeneratedAt } from '../manifest/hash-manifest';
import { Manifest, type ManifestNode } from '../manifest/manifest';
import { manifestOf } from '../testing/manifest-of';
import { compareManifests, summarizeDiff } from './compare-manifests';

const before = manifestOf(
  { 'source.a': [], 'source.gone': [], 'transform.b': ['source.a', 'source.gone'] },
  { 'source.a': { config: { params: { min_amount: 5 } } } },
);
const after = manifestOf(
  { 'source.a': [], 'source.new': [], 'transform.b': ['source.a', 'source.new'] },
  { 'source.a': { config: { params: { min_amount: 10 } } } },
);

it('finds added, removed and modified nodes and edges', () => {
  const diff = compareManifests(before, after);
  expect(diff.addedNodes).toEqual(['source.new']);
  expect(diff.removedNodes).toEqual(['source.gone']);
  expect(diff.modifiedNodes).toEqual([
    { nodeId: 'source.a', fields: [{ path: 'params.min_amount', before: 5, after: 10 }] },
    {
      nodeId: 'transform.b',
      fields: [{ path: 'inputs[1].ref', before: 'source.gone', after: 'source.new' }],
    },
  ]);
  expect(diff.addedEdges).toEqual([{ from: 'source.new', to: 'transform.b' }]);
  expect(diff.removedEdges).toEqual([{ from: 'source.gone', to: 'transform.b' }]);
});

it('says in one line what happened, and nothing when nothing did', () => {
  expect(summarizeDiff(compareManifests(before, after))).toBe(
    '1 node(s) added, 1 node(s) removed, 2 node(s) modified, 1 edge(s) added, 1 edge(s) removed',
  );
  expect(summarizeDiff(compareManifests(before, before))).toBeNull();
});

function shopWith(node: Partial<ManifestNode>): Manifest {
  const { metadata, nodes, edges } = manifestOf({ 'source.a': [], 'transform.b': ['source.a'] });
  const changed = [...nodes.values()].map((known) =>
    known.name === 'a' ? { ...known, ...node } : known,
  );
  return new Manifest({ metadata, nodes: changed, edges });
}

it('does not see where a node is defined, nor when the manifest was made', () => {
  const here = shopWith({ filePath: '/home/me/shop/a.yml' });
  const there = shopWith({ filePath: 'seeknal/sources/a.yml' });
  expect(summarizeDiff(compareManifests(here, withGeneratedAt(there, '2030-01-01')))).toBeNull();
});

it('sees what only the node says, and says once what its document repeats', () => {
  const changesFrom = (from: Partial<ManifestNode>, to: Partial<ManifestNode>): unknown =>
    compareManifests(shopWith(from), shopWith(to)).modifiedNodes[0]?.fields;
  expect(changesFrom({ owner: 'me' }, { owner: 'you' })).toEqual([
    { path: 'owner', before: 'me', after: 'you' },
  ]);
  expect(changesFrom({ config: {} }, { description: 'x', config: { description: 'x' } })).toEqual([
    { path: 'description', before: undefined, after: 'x' },
  ]);
  expect(
    changesFrom(
      { columns: { id: 'text' }, config: { columns: { id: 'text' } } },
      { columns: { id: 'integer' }, config: { columns: { id: 'integer' } } },
    ),
  ).toEqual([{ path: 'columns.id', before: 'text', after: 'integer' }]);
  expect(changesFrom({ config: { columns: ['a'] } }, { config: { columns: ['a', 'b'] } })).toEqual([
    { path: 'columns', before: ['a'], after: ['a', 'b'] },
  ]);
});

it('sees a dependency that moved although no document changed', () => {
  const { metadata, nodes } = shopWith({});
  const without = new Manifest({ metadata, nodes: [...nodes.values()], edges: [] });
  const diff = compareManifests(shopWith({}), without);
  expect(diff.modifiedNodes).toEqual([]);
  expect(summarizeDiff(diff)).toBe('1 edge(s) removed');
});
