import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { ProjectPaths } from '../files/project-paths';
import { id, manifestOf } from '../testing/manifest-of';
import { temporaryProject, writeFiles } from '../testing/temporary-project';
import { hashManifest, withGeneratedAt } from './hash-manifest';
import { cycleMessage } from './cycle-message';
import { loadManifest } from './load-manifest';
import { Manifest } from './manifest';
import { manifestText } from './manifest-to-json';
import { localTimestamp, saveManifest } from './save-manifest';

const shop = manifestOf({
  'transform.clean': ['source.users', 'source.orders'],
  'source.users': [],
  'source.orders': [],
});

const read = (path: string): Promise<string> => readFile(path, 'utf8');

async function mustLoad(paths: ProjectPaths): Promise<Manifest> {
  const loaded = await loadManifest(paths.manifest, paths.root);
  if (!loaded.ok) throw new Error(loaded.error.message);
  return loaded.value;
}

describe('manifest.json', () => {
  it('has nodes by id, edges by their ends and the keys of a node in the documented order', () => {
    const backwards = new Manifest({
      metadata: shop.metadata,
      edges: [...shop.edges].reverse(),
      nodes: [...shop.nodes.values()].reverse(),
    });
    const text = manifestText(backwards);
    expect(text).toBe(manifestText(shop));
    expect(text).toMatch(/^\{\n {2}"metadata": \{\n {4}"project": "test",\n {4}"seeknal_version"/);
    expect(text.endsWith('}')).toBe(true);
    const json = JSON.parse(text) as { nodes: Record<string, object>; edges: object[] };
    expect(Object.keys(json)).toEqual(['metadata', 'nodes', 'edges']);
    expect(Object.keys(json.nodes)).toEqual(['source.orders', 'source.users', 'transform.clean']);
    expect(Object.keys(json.nodes['source.users']!)).toEqual([
      'id',
      'name',
      'type',
      'description',
      'owner',
      'tags',
      'columns',
      'config',
      'file_path',
    ]);
    expect(json.edges).toEqual([
      { from: 'source.orders', to: 'transform.clean', type: 'dependency' },
      { from: 'source.users', to: 'transform.clean', type: 'dependency' },
    ]);
  });

  it('comes back from a load as it was, keys that nobody knows included', async () => {
    const text = JSON.stringify(
      {
        metadata: {
          project: 'shop — "naïve"',
          seeknal_version: '2.1.0',
          generated_at: '2026-01-30T09:15:02.123456',
          branch: 'main',
        },
        nodes: {
          'source.users': {
            id: 'source.users',
            name: 'users',
            type: 'source',
            description: 'Registered users',
            owner: null,
            tags: ['raw'],
            columns: { user_id: 'Primary key', since: { description: 'x', dtype: 'date' } },
            config: { kind: 'source', params: { z: 1, a: [null, true, 0.5] } },
            file_path: 'seeknal/sources/users.yml',
            checksum: 'abc',
          },
        },
        edges: [],
        macros: { m: 1 },
      },
      null,
      2,
    );
    const paths = await temporaryProject({ 'target/manifest.json': text });
    expect(manifestText(await mustLoad(paths))).toBe(text);
  });
});

describe('saving', () => {
  it('writes the time of making, and leaves the file alone as long as nothing else changes', async () => {
    const paths = await temporaryProject();
    expect(await saveManifest(paths, withGeneratedAt(shop, ''))).toEqual({ changed: true });
    const first = await read(paths.manifest);
    expect((await mustLoad(paths)).metadata.generatedAt).toMatch(
      /^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6}$/,
    );

    expect(await saveManifest(paths, withGeneratedAt(shop, '2001-01-01'))).toEqual({
      changed: false,
    });
    expect(await read(paths.manifest)).toBe(first);
    await expect(read(paths.previousManifest)).rejects.toThrow('ENOENT');
  });

  it('keeps the file that it replaces, to the byte', async () => {
    const paths = await temporaryProject();
    await saveManifest(paths, shop);
    const first = await read(paths.manifest);
    await saveManifest(paths, manifestOf({ 'source.users': [] }));
    expect(await read(paths.previousManifest)).toBe(first);
    expect((await mustLoad(paths)).nodes.size).toBe(1);
  });

  it('replaces a broken file, and keeps the last sound one beside it', async () => {
    const paths = await temporaryProject();
    await writeFiles(paths, {
      'target/manifest.json': '{"metadata": ',
      'target/manifest.json.old': manifestText(shop),
    });
    expect(await saveManifest(paths, shop)).toEqual({ changed: true });
    expect((await mustLoad(paths)).nodes.size).toBe(3);
    expect(await read(paths.previousManifest)).toBe(manifestText(shop));
  });

  it('lets a reader find a whole manifest at every moment', async () => {
    const paths = await temporaryProject();
    const other = manifestOf({ 'source.users': [] });
    await saveManifest(paths, shop);
    const done = new AbortController();
    const reader = (async () => {
      const found = new Set<string>();
      while (!done.signal.aborted) {
        const loaded = await loadManifest(paths.manifest);
        found.add(loaded.ok ? 'whole' : loaded.error.code);
      }
      return [...found];
    })();
    for (let round = 0; round < 50; round += 1) {
      await saveManifest(paths, round % 2 === 0 ? other : shop);
    }
    done.abort();
    expect(await reader).toEqual(['whole']);
  });

  it('notices an edit of the file by hand', async () => {
    const paths = await temporaryProject();
    await saveManifest(paths, shop);
    await writeFile(
      paths.manifest,
      (await read(paths.manifest)).replace('"tags": []', '"tags": ["x"]'),
    );
    expect(await saveManifest(paths, shop)).toEqual({ changed: true });
  });
});

describe('the hash of a manifest', () => {
  it('does not see when it was made or in which order its parts were given', () => {
    const later = new Manifest({
      metadata: { ...shop.metadata, generatedAt: '2030-01-01T00:00:00.000000' },
      nodes: [...shop.nodes.values()].reverse(),
      edges: [...shop.edges].reverse(),
    });
    expect(hashManifest(later)).toBe(hashManifest(shop));
    expect(hashManifest(shop)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('sees a changed config and a missing edge', () => {
    const nodes = [...shop.nodes.values()];
    const { metadata, edges } = shop;
    const others = [
      manifestOf(
        {
          'transform.clean': ['source.users', 'source.orders'],
          'source.users': [],
          'source.orders': [],
        },
        { 'source.users': { config: { table: 'x' } } },
      ),
      new Manifest({ metadata, nodes, edges: edges.slice(1) }),
    ];
    expect(new Set([shop, ...others].map(hashManifest)).size).toBe(3);
  });
});

it('tells a cycle in the words of the document', () => {
  expect(cycleMessage([id('source.a'), id('source.b'), id('source.a')])).toBe(
    'DAG contains cycle: source.a -> source.b -> source.a',
  );
});

it('writes local time with six digits and no zone', () => {
  expect(localTimestamp(new Date(2026, 0, 30, 9, 15, 2, 123))).toBe('2026-01-30T09:15:02.123000');
});
