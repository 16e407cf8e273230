import { expect, it } from 'vitest';
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
