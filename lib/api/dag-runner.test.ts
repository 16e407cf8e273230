import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProjectPaths } from '../files/project-paths';
import { registerExecutor } from '../kinds/register-executor';
import { saveManifest } from '../manifest/save-manifest';
import { manifestOf } from '../testing/manifest-of';
import { temporaryProject } from '../testing/temporary-project';
import { DAGRunner, type DAGRunnerOptions, type RunOptions } from './dag-runner';
import { Manifest } from './manifest';
import { ManifestDiff } from './manifest-diff';
import { SeeknalError } from './seeknal-error';

const edges = {
  'note.users': [],
  'note.orders': [],
  'note.clean': ['note.users'],
  'memo.all': ['note.clean', 'note.orders'],
};

let paths: ProjectPaths;
let ran: string[];
let broken: Set<string>;
const takeBack: (() => void)[] = [];

beforeEach(async () => {
  paths = await temporaryProject();
  ran = [];
  broken = new Set();
  for (const kind of ['note', 'memo']) {
    takeBack.push(
      registerExecutor(kind, async (node, { save }) => {
        ran.push(node.id);
        if (broken.has(node.id)) throw new Error('out of paper');
        return { row_count: await save('SELECT 1 AS one'), metadata: { by: 'hand' } };
      }),
    );
  }
});

afterEach(() => {
  for (const again of takeBack.splice(0)) again();
});

/** What `Manifest.load` gives for these nodes. */
async function manifest(
  more: Parameters<typeof manifestOf>[1] = {},
  nodes: Readonly<Record<string, readonly string[]>> = edges,
): Promise<Manifest> {
  const documents = Object.fromEntries(
    Object.keys(nodes).map((node) => {
      const [kind = '', name = ''] = node.split('.');
      return [node, { ...more[node], config: { kind, name, ...more[node]?.config } }];
    }),
  );
  await saveManifest(paths, manifestOf(nodes, documents));
  return Manifest.load(paths.manifest);
}

async function run(
  of: Manifest,
  options: RunOptions = {},
  about: DAGRunnerOptions = {},
): Promise<Record<string, string>> {
  ran = [];
  const summary = await new DAGRunner(of, about).run({ parallel: 1, ...options });
  return Object.fromEntries(summary.results.map(({ nodeId, status }) => [nodeId, status]));
}

const edited = { 'note.clean': { config: { params: { limit: 3 } } } };

describe('a run', () => {
  it('sums up what became of each node', async () => {
    broken.add('note.orders');
    const summary = await new DAGRunner(await manifest()).run({ continueOnError: true });
    expect(summary).toMatchObject({
      totalNodes: 4,
      changedNodes: 4,
      cachedNodes: 0,
      successfulNodes: 2,
      failedNodes: 1,
      skippedNodes: 1,
    });
    expect(summary.results.find(({ nodeId }) => nodeId === 'note.orders')).toMatchObject({
      status: 'failed',
      errorMessage: 'Execution failed for note.orders: out of paper',
    });
    expect(summary.results.find(({ nodeId }) => nodeId === 'note.users')).toMatchObject({
      status: 'success',
      rowCount: 1,
      metadata: { by: 'hand' },
    });
  });

  it('builds what changed since it was last built, and nothing when nothing has', async () => {
    await run(await manifest());
    expect(await run(await manifest())).toEqual({
      'memo.all': 'cached',
      'note.clean': 'cached',
      'note.orders': 'cached',
      'note.users': 'cached',
    });
    await run(await manifest(edited));
    expect(ran).toEqual(['note.clean', 'memo.all']);
  });

  it('takes the filters of the command line', async () => {
    const of = await manifest({ 'note.orders': { tags: ['slow'] } });
    await run(of);
    await run(of, { full: true, nodeTypes: ['note'], excludeTags: ['slow'] });
    expect(ran.toSorted()).toEqual(['note.clean', 'note.users']);
    await run(of, { nodes: ['clean'] });
    expect(ran).toEqual(['note.clean', 'memo.all']);
    await run(of, { select: 'kind:memo' });
    expect(ran).toEqual(['memo.all']);
  });

  it('runs nothing when it is dry', async () => {
    const of = await manifest();
    expect(await run(of, { dryRun: true, full: true })).toEqual({
      'memo.all': 'success',
      'note.clean': 'success',
      'note.orders': 'success',
      'note.users': 'success',
    });
    expect(ran).toEqual([]);
  });

  it('tries again, also when it stops at errors', async () => {
    broken.add('note.users');
    const of = await manifest({ 'note.users': { config: { retry_delay: 0 } } });
    await run(of, { nodes: ['users'], retry: 2 }).catch(() => undefined);
    await run(of, { retry: 2 });
    expect(ran.filter((node) => node === 'note.users')).toHaveLength(3);
  });

  it('keeps state where it was told, and hears a signal', async () => {
    const of = await manifest();
    const stateDir = join(paths.root, 'elsewhere');
    await run(of, {}, { stateDir });
    expect(
      Object.keys(
        JSON.parse(await readFile(join(stateDir, 'execution_state.json'), 'utf8')) as object,
      ).toSorted(),
    ).toEqual(Object.keys(edges).toSorted());
    const signal = AbortSignal.abort();
    expect(await run(of, { full: true, signal }, { stateDir })).toMatchObject({
      'note.users': 'skipped',
    });
  });

  it('calls hooks, and tells every event', async () => {
    const heard: string[] = [];
    const events: string[] = [];
    await run(
      await manifest(),
      { nodes: ['note.orders'], select: 'note.orders', onEvent: ({ type }) => events.push(type) },
      {
        hooks: {
          onRunStart: ({ nodes }) => heard.push(`run ${nodes.join()}`),
          onNodeStart: (node) => heard.push(`start ${node}`),
          onNodeComplete: (node, { status }) => heard.push(`${node} ${status}`),
          onRunComplete: ({ successfulNodes }) => {
            heard.push(`done ${String(successfulNodes)}`);
            throw new Error('tired');
          },
        },
      },
    );
    expect(heard).toEqual([
      'run note.orders',
      'start note.orders',
      'note.orders success',
      'done 1',
    ]);
    expect(events).toEqual(['run_started', 'node_started', 'node_finished', 'log', 'run_finished']);
  });
});

describe('with an old manifest', () => {
  it('runs what differs from it, and all downstream, whatever fingerprints say', async () => {
    const before = await manifest();
    await run(before);
    const after = await manifest(edited);
    await run(after);
    await run(after, {}, { oldManifest: before });
    expect(ran).toEqual(['note.clean', 'memo.all']);
    await run(after, {}, { oldManifest: after });
    expect(ran).toEqual([]);
  });

  it('rebuilds nothing for words', async () => {
    const before = await manifest();
    await run(before);
    const after = await manifest({ 'note.clean': { config: { description: 'new words' } } });
    await run(after, {}, { oldManifest: before });
    expect(ran).toEqual([]);
  });

  it('runs what failed, was never built or lacks its output, too', async () => {
    const of = await manifest();
    broken.add('note.orders');
    await run(of, { continueOnError: true });
    broken.clear();
    await rm(join(paths.root, 'target/intermediate/note_clean.parquet'));
    await run(of, {}, { oldManifest: of });
    expect(ran).toEqual(['note.clean', 'note.orders', 'memo.all']);
  });

  it('takes a state without fingerprints, as the documented form has none', async () => {
    const of = await manifest();
    await run(of);
    const file = join(paths.stateDir, 'execution_state.json');
    const entry = { status: 'success', duration: 1, row_count: 1, last_run: 1_706_500_000 };
    await writeFile(
      file,
      JSON.stringify(Object.fromEntries(Object.keys(edges).map((node) => [node, entry]))),
    );
    await run(of, {}, { oldManifest: of });
    expect(ran).toEqual([]);
    await run(await manifest(edited), {}, { oldManifest: of });
    expect(ran).toEqual(['note.clean', 'memo.all']);
  });

  it('runs what reads from other nodes than before', async () => {
    const before = await manifest();
    await run(before);
    const after = await manifest(
      { 'memo.all': { config: { inputs: [] } } },
      {
        ...edges,
        'memo.all': ['note.clean'],
      },
    );
    await run(after, {}, { oldManifest: before });
    expect(ran).toEqual(['memo.all']);
    expect([...(await ManifestDiff.compare(before, after)).nodesToRebuild()]).toEqual(['memo.all']);
  });
});

describe('what can not be run', () => {
  it.each([
    [{ nodes: ['claen'] }, 'unknown_node', 'There is no node called "claen".'],
    [{ nodeTypes: ['sauce'] }, 'unknown_kind', 'There is no kind of node called "sauce".'],
  ])('is thrown with a code and a sentence: %o', async (options, code, message) => {
    const running = run(await manifest(), options);
    await expect(running).rejects.toThrow(SeeknalError);
    await expect(running).rejects.toMatchObject({ code, message });
  });

  it('names a cycle', async () => {
    const of = await manifest({}, { 'note.a': ['note.b'], 'note.b': ['note.a'] });
    await expect(run(of)).rejects.toThrow('DAG contains cycle: note.a -> note.b -> note.a');
  });

  it('names the mistakes of a manifest, with their places', async () => {
    await expect(Manifest.load(join(paths.root, 'none.json'))).rejects.toMatchObject({
      code: 'missing',
      hint: 'Make one with `seeknal parse`.',
    });
    const file = join(paths.root, 'odd.json');
    await writeFile(file, '{"metadata": {}}');
    await expect(Manifest.load(file)).rejects.toThrow('metadata.project');
  });
});

it('loads and saves a manifest without losing anything', async () => {
  const file = join(paths.root, 'copy.json');
  await (await manifest({ 'note.users': { tags: ['raw'] } })).save(file);
  expect(await readFile(file, 'utf8')).toBe(await readFile(paths.manifest, 'utf8'));
});
