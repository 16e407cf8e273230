import { appendFile, mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashManifest } from '../../manifest/hash-manifest';
import type { ProjectPaths } from '../../files/project-paths';
import { loadExtensions } from '../../extensions/load-extensions';
import { readEvents } from '../../history/read-events';
import { listRunIds } from '../../history/list-run-ids';
import { acquireRunLock } from '../../state/run-lock';
import { temporaryProject, writeFiles } from '../../testing/temporary-project';
import { err, ok } from '../../util/result';
import { projectFilesEvidence } from './idle-evidence';
import { planProject } from '../planning/plan-project';
import { rememberIdleRun } from './remember-idle-run';
import { repeatIdleRun } from './repeat-idle-run';
import { plannedNodes } from './run-started';
import { runProject } from './run-project';
import { plainRun, type RunRequest } from '../requests/run-request';

const files = {
  'seeknal_project.yml': 'name: shop\n',
  'data/users.csv': 'id,age\n1,20\n2,30\n',
  'seeknal/sources/users.yml': 'kind: source\nname: users\nsource: csv\ntable: data/users.csv\n',
  'seeknal/adults.yml':
    'kind: transform\nname: adults\ninputs:\n  - ref: source.users\ntransform: SELECT * FROM source.users\n',
};

async function run(paths: ProjectPaths, request: Partial<RunRequest> = {}): Promise<void> {
  const { signal } = new AbortController();
  const ran = await runProject(paths, {
    request: { ...plainRun, ...request },
    // Sorts before those that are given by date.
    runId: `0_${String(Math.random()).slice(2)}`,
    trigger: 'cli',
    stop: signal,
    abort: signal,
    onEvent: () => undefined,
    onPlanned: () => undefined,
  });
  if (!ran.ok) throw new Error(ran.error.message);
}

/** As a run does that has nothing to do, a while after the last change on disk. */
async function remember(
  paths: ProjectPaths,
  request: Partial<RunRequest> = {},
  startedMs = Date.now() + 10_000,
  projectFiles = projectFilesEvidence(paths),
): Promise<void> {
  const planned = await planProject(paths, { ...plainRun, ...request });
  if (!planned.ok) throw new Error(planned.error.message);
  await rememberIdleRun(paths, planned.value, {
    request: { ...plainRun, ...request },
    trigger: 'cli',
    startedMs,
    projectFiles,
    manifestHash: hashManifest(planned.value.parsed.manifest),
    nodes: plannedNodes(planned.value.plan),
  });
}

const repeat = (paths: ProjectPaths) => repeatIdleRun(paths, loadExtensions);

async function idleProject(more: Readonly<Record<string, string>> = {}): Promise<ProjectPaths> {
  const paths = await temporaryProject({ ...files, ...more });
  await run(paths);
  await remember(paths);
  return paths;
}

describe('a run with nothing to do', () => {
  it('is told like any other, without being planned again', async () => {
    const paths = await idleProject();
    const summary = await repeat(paths);
    expect(summary).toMatchObject({ totalNodes: 2, cachedNodes: 2, changedNodes: 0 });
    const quick = (await listRunIds(paths))[0] ?? '';
    const events = await readEvents(paths, quick, 0);
    expect(events.map(({ seq, type }) => [seq, type])).toEqual([
      [1, 'run_started'],
      [2, 'run_finished'],
    ]);
    expect(events[0]).toMatchObject({
      project: 'shop',
      trigger: 'cli',
      nodes: [
        { node_id: 'source.users', decision: 'cached', reason: 'unchanged' },
        { node_id: 'transform.adults', decision: 'cached', reason: 'unchanged' },
      ],
    });
  });

  it('says the same in its events as one that was planned', async () => {
    const paths = await idleProject();
    await repeat(paths);
    const [quick = ''] = await listRunIds(paths);
    await run(paths);
    const planned = (await listRunIds(paths)).filter((id) => id !== quick);
    const withoutMoment = async (id: string): Promise<unknown[]> =>
      (await readEvents(paths, id, 0)).map((event) => ({
        ...event,
        ...{ run_id: '', at_ms: 0, total_duration: 0 },
      }));
    const all = await Promise.all(planned.map(withoutMoment));
    expect(all).toContainEqual(await withoutMoment(quick));
  });

  it('is still one when a file beside the project has changed', async () => {
    const paths = await idleProject();
    await writeFiles(paths, { 'README.md': 'A note', 'data/other.csv': 'a\n' });
    expect(await repeat(paths)).not.toBeNull();
  });
});

describe('a run with nothing to do in a project with executors of its own', () => {
  const config = (kinds: string): string =>
    `import { make } from './make.mjs';\nexport default { executors: { ${kinds} } };\n`;
  const own = {
    'make.mjs': 'export const make = () => ({ row_count: 1 });\n',
    'seeknal/steps/one.yml': 'kind: recalled_step\nname: one\n',
    'seeknal.config.mjs': config('recalled_step: make'),
  };

  it('runs the config file and plans nothing', async () => {
    const paths = await idleProject(own);
    expect(await repeat(paths)).toMatchObject({ totalNodes: 3, cachedNodes: 3 });
    let ran = 0;
    await repeatIdleRun(paths, (at) => {
      ran += 1;
      return loadExtensions(at);
    });
    expect(ran).toBe(1);
  });

  it.each([
    ['can no longer be loaded', null],
    ['gives other executors', ['other_step']],
    ['adds more than executors', 'more'],
  ])('is planned again when the config file, by what it imports, %s', async (_, now) => {
    const paths = await idleProject(own);
    const loaded =
      now === null
        ? err('gone')
        : ok({ hooks: [], onlyExecutors: typeof now === 'string' ? null : now });
    expect(await repeatIdleRun(paths, () => Promise.resolve(loaded))).toBeNull();
    await writeFiles(paths, { 'seeknal.config.mjs': config('recalled_step: make, more: make') });
    expect(await repeat(paths)).toBeNull();
  });
});

/** Everything that can change what an incremental run would do. */
const changes: readonly (readonly [string, (paths: ProjectPaths) => Promise<unknown>])[] = [
  ['a node file is edited', (at) => appendFile(join(at.root, 'seeknal/adults.yml'), '# more\n')],
  [
    'a node file is edited, and its size and time are those of before',
    async (at) => {
      const path = join(at.root, 'seeknal/adults.yml');
      await writeFile(path, files['seeknal/adults.yml'].replace('SELECT *', 'SELECT 1'));
      await utimes(path, 1, 1);
    },
  ],
  ['a node file is added', (at) => writeFiles(at, { 'seeknal/deep/er/one.yml': 'kind: source\n' })],
  ['a node file is deleted', (at) => rm(join(at.root, 'seeknal/adults.yml'))],
  [
    'a node file is moved',
    (at) => rename(join(at.root, 'seeknal/adults.yml'), join(at.root, 'seeknal/grown.yml')),
  ],
  ['a shared file is added', (at) => writeFiles(at, { 'seeknal/common/shared.yml': 'a: 1\n' })],
  ['the settings are edited', (at) => writeFiles(at, { 'seeknal_project.yml': 'name: other\n' })],
  ['a config file is added', (at) => writeFiles(at, { 'seeknal.config.ts': 'export default {};' })],
  ['variables are added', (at) => writeFiles(at, { '.env': 'A=1\n' })],
  ['a data file is edited', (at) => appendFile(join(at.root, 'data/users.csv'), '3,40\n')],
  ['a data file is deleted', (at) => rm(join(at.root, 'data/users.csv'))],
  [
    'an output is deleted',
    (at) => rm(join(at.root, 'target/intermediate/transform_adults.parquet')),
  ],
  ['all outputs are deleted', (at) => rm(at.target, { recursive: true })],
  ['the state is edited', (at) => appendFile(join(at.stateDir, 'execution_state.json'), ' ')],
  ['the state is deleted', (at) => rm(join(at.stateDir, 'execution_state.json'))],
  ['a journal is there', (at) => writeFile(join(at.stateDir, 'journal.ndjson'), '')],
  ['the manifest is edited', (at) => appendFile(at.manifest, ' ')],
  ['the manifest is deleted', (at) => rm(at.manifest)],
  ['the history is deleted', (at) => rm(at.seeknalDir, { recursive: true })],
  ['the folder of runs is deleted', (at) => rm(at.runsDir, { recursive: true })],
  [
    'the copies of manifests are deleted',
    (at) => rm(join(at.seeknalDir, 'manifests'), { recursive: true }),
  ],
  ['another run goes on', (at) => acquireRunLock(at.stateDir, 'other', Date.now())],
  [
    'a part of another run goes on',
    (at) => mkdir(join(at.stateDir, 'run-part-1-of-2.lock'), { recursive: true }),
  ],
  [
    'what is remembered is cut short',
    async (at) => {
      const path = join(at.seeknalDir, 'idle-run');
      await writeFile(path, (await readFile(path)).subarray(0, 300));
    },
  ],
];

it.each(changes)('is planned again when %s', async (_, change) => {
  const paths = await idleProject();
  expect(await repeat(paths)).not.toBeNull();
  await change(paths);
  expect(await repeat(paths)).toBeNull();
});

it('is planned again when its folder is another one', async () => {
  const paths = await idleProject();
  expect(await repeat({ ...paths, root: `${paths.root}/.` })).toBeNull();
  expect(await repeat({ ...paths, stateUrl: 'sqlite:state.db' })).toBeNull();
  expect(await repeat({ ...paths, profile: 'other.yml' })).toBeNull();
});

describe('is not remembered', () => {
  const forgets = async (paths: ProjectPaths, request: Partial<RunRequest> = {}): Promise<void> => {
    await run(paths);
    await remember(paths, request);
    expect(await repeat(paths)).toBeNull();
  };

  it('when something changed', async () => {
    const paths = await temporaryProject(files);
    await remember(paths);
    expect(await repeat(paths)).toBeNull();
  });

  it('right after a change, when another one could have the same time', async () => {
    const paths = await temporaryProject(files);
    await run(paths);
    await remember(paths, {}, Date.now() - 10_000);
    expect(await repeat(paths)).toBeNull();
  });

  it('when the settings changed while it was planned', async () => {
    const paths = await temporaryProject(files);
    await run(paths);
    await remember(paths, {}, undefined, Buffer.from('others'));
    expect(await repeat(paths)).toBeNull();
  });

  it.each<Partial<RunRequest>>([
    { types: ['model'] },
    { nodes: ['adults'] },
    { select: 'state:changed' },
    { exclude: 'adults' },
    { partition: { index: 1, count: 2 } },
  ])('when it asked for less than everything: %j', async (request) => {
    await forgets(await temporaryProject(files), request);
  });

  it.each([
    [
      'a placeholder, whose value may be another one tomorrow',
      { 'seeknal/adults.yml': `${files['seeknal/adults.yml']} -- {{ today }}\n` },
    ],
    ['a variable of the environment', { 'profiles.yml': 'host: ${HOST}\n' }],
    [
      'a pattern of data files',
      {
        'seeknal/sources/users.yml': files['seeknal/sources/users.yml'].replace(
          'users.csv',
          '*.csv',
        ),
      },
    ],
    [
      'hooks, which want to hear of each run',
      { 'seeknal.config.mjs': 'export default { hooks: { onRunStart() {} } };\n' },
    ],
    [
      'a kind of its own, whose functions may say what runs',
      {
        'seeknal.config.mjs':
          "import { registerKind, defineKind } from 'seeknal-dag';\nregisterKind(defineKind({ kind: 'mine' }));\nexport default {};\n",
      },
    ],
    [
      'nodes that run every time',
      { 'seeknal/adults.yml': `${files['seeknal/adults.yml']}always_run: true\n` },
    ],
    [
      'state in another place',
      { 'seeknal_project.yml': 'name: shop\nstate: sqlite:target/state.db\n' },
    ],
  ])('when the project has %s', async (_, more) => {
    await forgets(await temporaryProject({ ...files, ...more }));
  });
});
