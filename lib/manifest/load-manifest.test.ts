import { expect, it } from 'vitest';
import { temporaryProject } from '../testing/temporary-project';
import type { JsonObject } from '../util/json';
import { loadManifest } from './load-manifest';
import type { Manifest } from './manifest';

async function load(text: string): ReturnType<typeof loadManifest> {
  const paths = await temporaryProject({ 'target/manifest.json': text });
  const loaded = await loadManifest(paths.manifest, paths.root);
  if (loaded.ok) return loaded;
  return {
    ok: false,
    error: { ...loaded.error, message: loaded.error.message.replace(paths.manifest, 'FILE') },
  };
}

async function mustLoad(value: JsonObject): Promise<Manifest> {
  const loaded = await load(JSON.stringify(value));
  if (!loaded.ok) throw new Error(loaded.error.message);
  return loaded.value;
}

async function messageFor(value: unknown): Promise<string | null> {
  const loaded = await load(JSON.stringify(value));
  return loaded.ok ? null : loaded.error.message;
}

const metadata = { project: 'shop' };
const users = { id: 'source.users', name: 'users', type: 'source' };
const clean = { id: 'transform.clean', name: 'clean', type: 'transform' };

it('reads the least that a manifest of the original may hold, with its defaults', async () => {
  const manifest = await mustLoad({ metadata, nodes: { 'source.users': users } });
  expect(manifest.metadata.seeknalVersion).toBe('2.0.0');
  expect([...manifest.nodes.values()]).toEqual([
    {
      id: 'source.users',
      name: 'users',
      kind: 'source',
      description: null,
      owner: null,
      tags: [],
      columns: {},
      config: {},
      filePath: null,
    },
  ]);
  expect((await mustLoad({ metadata })).nodes.size).toBe(0);
});

it('makes the absolute paths of older manifests relative to the project', async () => {
  const paths = await temporaryProject();
  const within = `${paths.root}/seeknal/sources/users.yml`;
  const { manifest } = await temporaryProject({
    'target/manifest.json': JSON.stringify({
      metadata,
      nodes: {
        'source.users': { ...users, file_path: within },
        'transform.clean': { ...clean, file_path: '/elsewhere/clean.yml' },
      },
    }),
  });
  const loaded = await loadManifest(manifest, paths.root);
  expect(loaded.ok && [...loaded.value.nodes.values()].map((node) => node.filePath)).toEqual([
    'seeknal/sources/users.yml',
    '/elsewhere/clean.yml',
  ]);
});

it('counts equal edges once, whatever their type, and lets an edge begin at an unknown node', async () => {
  const manifest = await mustLoad({
    metadata,
    nodes: { 'transform.clean': clean, 'source.users': users },
    edges: [
      { from: 'source.users', to: 'transform.clean' },
      { from: 'source.users', to: 'transform.clean', type: 'dependency' },
      { from: 'source.gone', to: 'transform.clean' },
    ],
  });
  expect(manifest.edges).toHaveLength(2);
  expect(manifest.graph.topologicalOrder()).toEqual(['source.users', 'transform.clean']);
});

it('accepts kinds of the original that it cannot run', async () => {
  const manifest = await mustLoad({
    metadata,
    nodes: { 'metric.m': { id: 'metric.m', name: 'm', type: 'metric' } },
  });
  expect(manifest.nodes.size).toBe(1);
});

it.each([
  ['a list', [], 'the file: Invalid input: expected object, received array'],
  [
    'a text for metadata',
    { metadata: 'shop' },
    'metadata: Invalid input: expected object, received string',
  ],
  [
    'no project',
    { metadata: {} },
    'metadata.project: Invalid input: expected string, received undefined',
  ],
  [
    'a list of nodes',
    { metadata, nodes: [] },
    'nodes: Invalid input: expected record, received array',
  ],
  [
    'a mapping of edges',
    { metadata, edges: {} },
    'edges: Invalid input: expected array, received object',
  ],
  [
    'a node without a name',
    { metadata, nodes: { 'source.users': { id: 'source.users', type: 'source' } } },
    'nodes["source.users"].name: Invalid input: expected string, received undefined',
  ],
  [
    'a tag that is a number',
    { metadata, nodes: { 'source.users': { ...users, tags: ['raw', 3] } } },
    'nodes["source.users"].tags[1]: Invalid input: expected string, received number',
  ],
  [
    'an edge with one end',
    { metadata, edges: [{ from: 'source.users', to: 'a.b' }, { from: 'source.users' }] },
    'edges[1].to: Invalid input: expected string, received undefined',
  ],
  [
    'an edge to something that is no id',
    { metadata, edges: [{ from: 'source.users', to: 'clean' }] },
    'edges[0].to: "clean" is not a node id; expected kind.name, as in source.users',
  ],
  [
    'an id other than its key',
    { metadata, nodes: { 'source.user': users } },
    'nodes["source.user"].id: is "source.users", which must equal its key',
  ],
  [
    'a kind that nobody knows',
    { metadata, nodes: { 'source.users': { ...users, type: 'sauce' } } },
    'nodes["source.users"].type: unknown kind "sauce"; known are source, transform, feature_group, aggregation, second_order_aggregation, model, rule, exposure, profile, semantic_model, metric, python',
  ],
])('refuses %s, naming the place in the JSON', async (_, value, message) => {
  expect(await messageFor(value)).toBe(`FILE: ${message}`);
});

it('tells every mistake at once', async () => {
  const message = await messageFor({
    metadata: {},
    nodes: { 'source.users': { ...users, name: 1 } },
    edges: [{}],
  });
  expect(message?.split('; ').map((part) => part.replace(/^FILE: /, '').split(':')[0])).toEqual([
    'metadata.project',
    'nodes["source.users"].name',
    'edges[0].from',
    'edges[0].to',
  ]);
});

it.each([
  ['nothing', '', '1:1', 'Unexpected end of JSON input'],
  ['a word', 'hello', '1:1', "Unexpected token 'h'"],
  [
    'a file that was cut off',
    '{\n  "metadata": {\n    "project": "sh',
    '3:19',
    'Unterminated string',
  ],
  ['a comma too much', '{\n  "nodes": {},\n  "edges": [1,\n  ]\n}', '4:3', "Unexpected token ']'"],
  [
    'a missing comma',
    '{\n  "a": 1\n  "b": 2\n}',
    '3:3',
    "Expected ',' or '}' after property value",
  ],
  ['text after the end', '{}\n{}', '2:1', 'Unexpected non-whitespace character after JSON'],
  [
    'a wrong word in a long file',
    `{"nodes": [\n${'1,\n'.repeat(500)}nil]}`,
    '502:2',
    "Unexpected token 'i'",
  ],
])('refuses %s, naming line and column', async (_, text, place, why) => {
  const loaded = await load(text);
  expect(loaded).toMatchObject({
    ok: false,
    error: { code: 'invalid_json', message: `FILE:${place}: not JSON: ${why}` },
  });
});

it('reads a file that begins with a byte order mark', async () => {
  expect(await load(`\uFEFF${JSON.stringify({ metadata })}`)).toMatchObject({ ok: true });
});

it('tells a file that is not there from one that is wrong', async () => {
  const paths = await temporaryProject();
  expect(await loadManifest(paths.manifest)).toMatchObject({ error: { code: 'missing' } });
});
