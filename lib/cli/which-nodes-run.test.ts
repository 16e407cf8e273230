import { cp, mkdtemp, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPaths, type ProjectPaths } from '../files/project-paths';
import { runCli, type CliOutput } from '../testing/run-cli';
import { temporaryProject, writeFiles } from '../testing/temporary-project';

/**
 * users ─ adults ─ report        tags: users [raw], adults [daily], report [daily, slow]
 * orders ─ paid ──┘              orders [raw], paid [slow]
 *      └─ orders_ok (a rule)
 */
const files = {
  'seeknal_project.yml': 'name: shop\n',
  'data/users.csv': 'id,age\n1,20\n2,30\n',
  'data/orders.csv': 'id,amount\n1,5\n2,7\n',
  'seeknal/users.yml':
    'kind: source\nname: users\nsource: csv\ntable: data/users.csv\ntags: [raw]\ncolumns: {id: Key, age: BIGINT}\n',
  'seeknal/orders.yml':
    'kind: source\nname: orders\nsource: csv\ntable: data/orders.csv\ntags: [raw]\n',
  'seeknal/adults.yml': sql('adults', ['source.users'], 'SELECT * FROM source.users', 'daily'),
  'seeknal/paid.yml': sql('paid', ['source.orders'], 'SELECT * FROM source.orders', 'slow'),
  'seeknal/report.yml': sql(
    'report',
    ['transform.adults', 'transform.paid'],
    'SELECT * FROM transform.adults JOIN transform.paid USING (id)',
    'daily, slow',
  ),
  'seeknal/orders_ok.yml':
    'kind: rule\nname: orders_ok\ninputs: [{ref: source.orders}]\nrule: {type: "null", columns: [id]}\n',
};
const all = ['adults', 'orders', 'orders_ok', 'paid', 'report', 'users'];

function sql(name: string, reads: readonly string[], query: string, tags: string): string {
  const inputs = reads.map((ref) => `{ref: ${ref}}`).join(', ');
  return `kind: transform\nname: ${name}\ninputs: [${inputs}]\ntags: [${tags}]\ntransform: ${query}\n`;
}

interface Planned {
  readonly ran: string[];
  readonly cached: string[];
  readonly skipped: string[];
}

/** What a dry run says of each node, by short name. */
async function planOf(paths: ProjectPaths, ...flags: readonly string[]): Promise<Planned> {
  const output = await runCli('run', '--dry-run', '--json', '--project', paths.root, ...flags);
  expect(output).toMatchObject({ exitCode: 0 });
  const { results } = JSON.parse(output.stdout) as {
    results: { node_id: string; status: string }[];
  };
  const named = (status: string): string[] =>
    results
      .filter((result) => result.status === status)
      .map(({ node_id }) => node_id.slice(node_id.indexOf('.') + 1))
      .sort();
  return { ran: named('success'), cached: named('cached'), skipped: named('skipped') };
}

function run(paths: ProjectPaths, ...flags: readonly string[]): Promise<CliOutput> {
  return runCli('run', '--project', paths.root, ...flags);
}

/** Everything in it is built. */
let paths: ProjectPaths;
beforeAll(async () => {
  paths = projectPaths(await mkdtemp(join(tmpdir(), 'a project ')));
  await writeFiles(paths, files);
  expect(await run(paths)).toMatchObject({ exitCode: 0 });
}, 60_000);
afterAll(() => rm(paths.root, { recursive: true, force: true }));

/** Another one like it. */
async function copyOfBuilt(): Promise<ProjectPaths> {
  const copy = await temporaryProject();
  await cp(paths.root, copy.root, { recursive: true, preserveTimestamps: true });
  return copy;
}

describe('once everything was built', () => {
  it.each<[string, readonly string[]]>([
    // Every row of the table of base sets.
    ['--full', all],
    ['--full --tags raw', all],
    ['--full --nodes adults', all],
    ['--tags slow --nodes adults', ['adults', 'orders', 'paid', 'report', 'users']],
    ['--tags daily', ['adults', 'orders', 'paid', 'report', 'users']],
    ['--tags slow,raw', ['adults', 'orders', 'paid', 'report', 'users']],
    ['--nodes adults', ['adults', 'report']],
    ['--nodes source.orders', ['orders', 'orders_ok', 'paid', 'report']],
    ['--nodes adults,paid', ['adults', 'paid', 'report']],
    ['--nodes adults --nodes paid', ['adults', 'paid', 'report']],
    ['', []],
    // Then the filters by kind and by tag, together with each of them.
    ['--full --types source', ['orders', 'users']],
    ['--full --types source,rule', ['orders', 'orders_ok', 'users']],
    ['--full --types source --types rule', ['orders', 'orders_ok', 'users']],
    ['--nodes orders --types transform', ['paid', 'report']],
    ['--tags daily --types transform', ['adults', 'paid', 'report']],
    ['--full --exclude-tags slow', ['adults', 'orders', 'orders_ok', 'users']],
    ['--full --exclude-tags slow,daily', ['orders', 'orders_ok', 'users']],
    ['--full --exclude-tags slow --exclude-tags raw', ['adults', 'orders_ok']],
    ['--nodes users --exclude-tags slow', ['adults', 'users']],
    ['--full --types transform --exclude-tags slow', ['adults']],
    // Selectors choose among whatever the others leave.
    ['--select adults+', ['adults', 'report']],
    ['--select +report', ['adults', 'orders', 'paid', 'report', 'users']],
    ['--select kind:source,tag:raw', ['orders', 'users']],
    ['--full --select tag:slow', ['paid', 'report']],
    ['--full --exclude kind:rule', ['adults', 'orders', 'paid', 'report', 'users']],
  ])('run %s: %j', async (flags, names) => {
    const planned = await planOf(paths, ...flags.split(' ').filter(Boolean));
    expect(planned.ran).toEqual([...names].sort());
  });

  it('calls cached what is as it should be, and skipped what a filter leaves out', async () => {
    expect(await planOf(paths)).toEqual({ ran: [], cached: all, skipped: [] });
    expect(await planOf(paths, '--full', '--types', 'rule')).toEqual({
      ran: ['orders_ok'],
      cached: [],
      skipped: all.filter((name) => name !== 'orders_ok'),
    });
  });

  it.each<[string, string]>([
    ['', 'No changes detected. Nothing to run.'],
    ['--tags monthly,weekly', 'No nodes found with tags: monthly, weekly. Nothing to run.'],
  ])('says of %s why nothing runs, and succeeds', async (flags, words) => {
    const output = await run(paths, ...flags.split(' ').filter(Boolean));
    expect(output).toMatchObject({ exitCode: 0 });
    expect(output.stdout).toContain(words);
  });

  it('refuses a name that no node has, with what may have been meant', async () => {
    const output = await run(paths, '--nodes', 'adult');
    expect(output.exitCode).toBe(1);
    expect(output.stderr).toContain('adults');
  });

  it('warns when a tag takes away what a tagged node needs', async () => {
    const output = await runCli(
      ...['run', '--dry-run', '--project', paths.root, '--tags', 'daily', '--exclude-tags', 'raw'],
    );
    expect(output.stderr).toContain(
      "Upstream node 'source.users' excluded by --exclude-tags but required by 'transform.adults'. Execution may fail.",
    );
  });

  it('leaves no trace of a dry run', async () => {
    const before = await readFile(join(paths.stateDir, 'execution_state.json'), 'utf8');
    await runCli('run', '--dry-run', '--full', '--project', paths.root);
    expect(await readFile(join(paths.stateDir, 'execution_state.json'), 'utf8')).toBe(before);
    const history = await runCli('history', 'list', '--json', '--project', paths.root);
    expect(history.stdout).not.toContain('dry');
  });
});

describe('after an edit', () => {
  const edits: readonly (readonly [
    string,
    (paths: ProjectPaths) => Promise<unknown>,
    readonly string[],
  ])[] = [
    [
      'SQL that says something else',
      (at) => replace(at, 'adults', 'SELECT *', 'SELECT id'),
      ['adults', 'report'],
    ],
    ['SQL in another layout', (at) => replace(at, 'adults', 'SELECT *', 'select   *'), []],
    [
      'a description',
      (at) => replace(at, 'adults', 'name: adults', 'name: adults\ndescription: a'),
      [],
    ],
    ['an owner', (at) => replace(at, 'adults', 'name: adults', 'name: adults\nowner: me'), []],
    ['tags', (at) => replace(at, 'adults', '[daily]', '[weekly]'), []],
    [
      'how it is scheduled',
      (at) => replace(at, 'adults', 'name: adults', 'name: adults\ntimeout: 9'),
      [],
    ],
    [
      'columns with a type',
      (at) => replace(at, 'adults', 'name: adults', 'name: adults\ncolumns: {id: BIGINT}'),
      ['adults', 'report'],
    ],
    ['what is said of a column', (at) => replace(at, 'users', 'id: Key', 'id: The key'), []],
    [
      'the type of a column',
      (at) => replace(at, 'users', 'BIGINT', 'INTEGER'),
      ['adults', 'report', 'users'],
    ],
    [
      'parameters',
      (at) => replace(at, 'adults', 'name: adults', 'name: adults\nparams: {a: 1}'),
      ['adults', 'report'],
    ],
    [
      'the data',
      (at) => writeFiles(at, { 'data/users.csv': 'id,age\n1,21\n' }),
      ['adults', 'report', 'users'],
    ],
    ['a touch of the data', (at) => utimes(join(at.root, 'data/users.csv'), 1, 1), []],
    ['a rule', (at) => replace(at, 'orders_ok', '[id]', '[amount]'), ['orders_ok']],
    [
      'an output that is gone',
      (at) => rm(join(at.root, 'target/intermediate/transform_paid.parquet')),
      ['paid', 'report'],
    ],
    [
      'a new node, in a file that ends in .yaml',
      (at) =>
        writeFiles(at, { 'seeknal/new.yaml': sql('new', ['transform.paid'], 'SELECT 1', '') }),
      ['new'],
    ],
    ['a node that is gone', (at) => rm(join(at.root, 'seeknal/orders_ok.yml')), []],
    ['a state that is gone', (at) => rm(at.stateDir, { recursive: true }), all],
  ];

  it.each(edits)('of %s', { timeout: 60_000 }, async (_, edit, names) => {
    const paths = await copyOfBuilt();
    await edit(paths);
    expect((await planOf(paths)).ran).toEqual([...names].sort());
    // What was planned runs, and then there is nothing left to do.
    expect(await run(paths)).toMatchObject({ exitCode: 0 });
    expect((await planOf(paths)).ran).toEqual([]);
  });

  it('a run that leaves a change out does not lose it', async () => {
    const paths = await copyOfBuilt();
    await replace(paths, 'adults', 'SELECT *', 'SELECT id');
    await run(paths, '--types', 'source');
    await run(paths, '--nodes', 'paid');
    expect((await planOf(paths)).ran).toEqual(['adults', 'report']);
  });

  it('a node that reads what is out of date says so, and is made again with the next run', async () => {
    const paths = await copyOfBuilt();
    await writeFiles(paths, { 'data/users.csv': 'id,age\n1,21\n' });
    const { exitCode, stderr } = await run(paths, '--select', 'adults');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('transform.adults reads source.users as it was last built');
    expect((await planOf(paths)).ran).toEqual(['adults', 'report', 'users']);
  });

  it('a file with a mistake runs nothing, and its node is not taken for removed', async () => {
    const paths = await copyOfBuilt();
    await replace(paths, 'paid', 'kind: transform', 'kind: [');
    const broken = await run(paths);
    expect(broken.exitCode).toBe(1);
    expect(broken.stderr).toContain('seeknal/paid.yml:');
    const cleaned = await runCli('state', 'clean', '--project', paths.root);
    expect(cleaned.stdout).toContain('Nothing to clean.');
  });
});

async function replace(paths: ProjectPaths, name: string, from: string, to: string): Promise<void> {
  const path = `seeknal/${name}.yml`;
  const text = await readFile(join(paths.root, path), 'utf8');
  expect(text).toContain(from);
  await writeFiles(paths, { [path]: text.replace(from, to) });
}
