import { cp, mkdtemp, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { projectPaths, type ProjectPaths } from '../../files/project-paths';
import { settledVersion } from '../../files/settled-version';
import { runCli } from '../../testing/run-cli';
import { temporaryProject, writeFiles } from '../../testing/temporary-project';
import { assessProject } from '../planning/assess-project';
import { loadLastBuilt } from '../planning/last-built';
import type { ProjectSnapshot } from './project-snapshot';
import { toSnapshot } from './to-snapshot';

const names = ['a', 'b', 'c', 'd', 'e'] as const;
type Name = (typeof names)[number];
const reads: Record<Name, readonly Name[]> = { a: [], b: ['a'], c: ['a'], d: ['b', 'c'], e: ['d'] };
const fileOf = (name: string): string => `seeknal/transforms/${name}.yml`;
const outputOf = (name: string): string => `target/intermediate/transform_${name}.parquet`;

function yaml(name: Name, sql: string, more = ''): string {
  const inputs = reads[name].map((from) => `{ref: transform.${from}}`).join();
  return `kind: transform\nname: ${name}\ninputs: [${inputs}]\ntransform: ${JSON.stringify(sql)}\n${more}`;
}

const plainSql = (name: Name): string =>
  name === 'a'
    ? 'SELECT i AS id FROM range(3) t(i)'
    : reads[name].map((from) => `SELECT id FROM transform.${from}`).join(' UNION ALL ');

const orders = 'kind: source\nname: orders\nsource: csv\ntable: data/orders.csv\n';

/** What people and other programs do to a project that is open, each from whatever is there. */
const steps: Readonly<Record<string, (paths: ProjectPaths, name: Name) => Promise<unknown>>> = {
  edit: (paths, name) => write(paths, fileOf(name), yaml(name, `${plainSql(name)} LIMIT 2`)),
  editBack: (paths, name) => write(paths, fileOf(name), yaml(name, plainSql(name))),
  reword: (paths, name) =>
    write(paths, fileOf(name), yaml(name, `(${plainSql(name)})`.replace('SELECT', 'select'))),
  describe: (paths, name) =>
    write(paths, fileOf(name), yaml(name, plainSql(name), 'description: Words\ntags: [t]\n')),
  template: (paths, name) =>
    write(paths, fileOf(name), yaml(name, `${plainSql(name)} LIMIT {{ project.name }}`)),
  pool: (paths, name) => write(paths, fileOf(name), yaml(name, plainSql(name), 'pool: nowhere\n')),
  audit: (paths, name) =>
    write(paths, fileOf(name), yaml(name, plainSql(name), 'audits: [{type: row_count, min: 1}]\n')),
  breakFile: (paths, name) => write(paths, fileOf(name), 'kind: [transform\n'),
  misspell: (paths, name) => write(paths, fileOf(name), yaml(name, 'SELECT * FROM transform.zz')),
  circle: (paths, name) =>
    write(paths, fileOf(name), yaml(name, 'SELECT * FROM transform.d UNION FROM transform.e')),
  remove: (paths, name) => rm(join(paths.root, fileOf(name)), { force: true }),
  move: (paths, name) =>
    rename(join(paths.root, fileOf(name)), join(paths.root, fileOf(`${name}2`))).catch(() => null),
  moveBack: (paths, name) =>
    rename(join(paths.root, fileOf(`${name}2`)), join(paths.root, fileOf(name))).catch(() => null),
  touch: (paths, name) =>
    utimes(join(paths.root, fileOf(name)), new Date(), new Date()).catch(() => null),
  removeOutput: (paths, name) => rm(join(paths.root, outputOf(name)), { force: true }),
  makeOutput: (paths, name) => write(paths, outputOf(name), ''),
  forget: async (paths, name) => {
    const path = join(paths.stateDir, 'execution_state.json');
    const state = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    const others = Object.entries(state).filter(([id]) => id !== `transform.${name}`);
    await writeFile(path, JSON.stringify(Object.fromEntries(others)));
  },
  addSource: (paths) => write(paths, fileOf('orders'), orders),
  removeSource: (paths) => rm(join(paths.root, fileOf('orders')), { force: true }),
  changeData: (paths, name) => write(paths, 'data/orders.csv', `id\n${name}\n`),
  removeData: (paths) => rm(join(paths.root, 'data/orders.csv'), { force: true }),
  rename: (paths, name) => write(paths, 'seeknal_project.yml', `name: ${name}\n`),
  rebuild: async (paths, name) => {
    await rm(join(paths.root, outputOf(name)), { force: true });
    await build(paths);
  },
};

/** Those that leave definitions as they are are the hardest to see. */
const oftenSteps = [...Object.keys(steps), 'removeOutput', 'forget', 'forget', 'rebuild'];

function build(paths: ProjectPaths): Promise<unknown> {
  return runCli('run', '--quiet', '--project', paths.root);
}

/** Everything built and old enough that whatever is remembered of it counts from now on. */
async function mend(paths: ProjectPaths): Promise<void> {
  for (const name of names) {
    await steps['moveBack']?.(paths, name);
    const text = await readFile(join(paths.root, fileOf(name)), 'utf8').catch(() => '');
    if (text !== yaml(name, plainSql(name))) await steps['editBack']?.(paths, name);
  }
  await steps['removeSource']?.(paths, 'a');
  await build(paths);
  const { stateDir, target } = paths;
  const built = [stateDir, join(stateDir, 'execution_state.json'), join(target, 'intermediate')];
  await expect.poll(() => settledVersion(built), { interval: 5 }).not.toBeNull();
  await look(paths);
}

function write(paths: ProjectPaths, path: string, text: string): Promise<void> {
  return writeFiles(paths, { [path]: text });
}

async function look(paths: ProjectPaths): Promise<Omit<ProjectSnapshot, 'version' | 'directory'>> {
  const assessed = await assessProject(paths);
  const lastBuilt = await loadLastBuilt(paths);
  const { version, directory, ...snapshot } = await toSnapshot(paths, assessed, { lastBuilt });
  expect([version, directory]).toEqual([expect.stringMatching(/^\w{16}$/), paths.root]);
  return snapshot;
}

/** By a project that nobody has looked at before: a copy of this one, without its caches. */
async function lookForTheFirstTime(paths: ProjectPaths): Promise<Awaited<ReturnType<typeof look>>> {
  const dir = await mkdtemp(join(tmpdir(), 'again-'));
  try {
    await cp(paths.root, dir, {
      recursive: true,
      preserveTimestamps: true,
      filter: (path) => !path.endsWith('.seeknal'),
    });
    return await look(projectPaths(dir));
  } finally {
    await rm(dir, { recursive: true });
  }
}

it('sees after any edits what somebody sees who has never seen the project before', async () => {
  const paths = await temporaryProject({
    'seeknal_project.yml': 'name: again\n',
    'data/orders.csv': 'id\n1\n',
    ...Object.fromEntries(names.map((name) => [fileOf(name), yaml(name, plainSql(name))])),
  });
  const done: string[] = [];
  onTestFinished(({ task }) => {
    if (task.result?.state === 'fail') console.error(`Steps: ${done.join(', ')}`);
  });
  const step = fc.tuple(fc.constantFrom(...oftenSteps), fc.constantFrom(...names));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (some) => {
      await mend(paths);
      for (const [what, name] of some) {
        done.push(`${what} ${name}`);
        await steps[what]?.(paths, name);
        await look(paths);
      }
      expect(await look(paths)).toEqual(await lookForTheFirstTime(paths));
    }),
    { numRuns: 40, endOnFailure: true },
  );
}, 60_000);
