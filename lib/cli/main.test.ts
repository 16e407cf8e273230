import { execFileSync } from 'node:child_process';
import { access, appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireRunLock } from '../state/run-lock';
import { runCli, startCli } from '../testing/run-cli';
import { copySample, type SampleProject } from '../testing/sample-project';
import { version } from './version';

describe('the command line', () => {
  it('tells its version, and every command with examples in its help', async () => {
    expect(await runCli('--version')).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
    const help = await runCli('--help');
    expect(help).toMatchObject({ exitCode: 0, stderr: '' });
    const names = [...help.stdout.matchAll(/^ {2}([a-z]+)(?: \[options\]| )/gm)].map(
      ([, one]) => one,
    );
    expect(names).toEqual(
      expect.arrayContaining(['run', 'parse', 'plan', 'retry', 'diff', 'list', 'history', 'ui']),
    );
    for (const name of names) {
      if (name === undefined || name === 'help') continue;
      const own = await runCli(name, '--help');
      expect(own.exitCode, name).toBe(0);
      expect(own.stdout, name).toMatch(/Examples:\n {2}.*seeknal /);
    }
  });

  it.each([
    [['run', '--ful'], "error: unknown option '--ful'\nDid you mean: '--full'?\n"],
    [['rum'], "error: unknown command 'rum'\nDid you mean: 'run'?\n"],
    [['run', '--retry', 'x'], 'Expected a whole number of at least 0.'],
    [['run', '--nodes', 'a,,b'], 'Expected names separated by commas.'],
    [['parse', 'too', 'much'], 'too many arguments'],
  ])('ends with 2 when it is used wrongly: %j', async (argv, message) => {
    const { exitCode, stdout, stderr } = await runCli(...argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('says on stderr what is wrong with the project, and as JSON on stdout when asked', async () => {
    const text = await runCli('run', '--project', '/nowhere/at/all');
    expect(text).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringContaining('✗ There is no folder /nowhere/at/all.\n') as string,
    });
    const json = await runCli('run', '--project', '/nowhere/at/all', '--json');
    expect(json).toMatchObject({ exitCode: 1, stderr: '' });
    expect(JSON.parse(json.stdout)).toMatchObject({
      type: 'error',
      error: { code: 'not_a_project' },
    });
  });
});

describe('the commands on the sample project', () => {
  let sample: SampleProject;
  const run = (...argv: string[]): ReturnType<typeof runCli> =>
    runCli(...argv, '--project', sample.paths.root);

  beforeEach(async () => {
    sample = await copySample();
  });
  afterEach(() => sample.remove());

  it('parse tells what it found, and afterwards what changed', async () => {
    expect(await run('parse', '--no-diff')).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: `Parsing project: corner-shop
  Path: ${sample.paths.root}

✓ Manifest generated: target/manifest.json
  Nodes: 15
  Edges: 14

Node Summary:
  - aggregation: 1
  - exposure: 1
  - feature_group: 3
  - model: 1
  - rule: 1
  - source: 5
  - transform: 3
`,
    });
    expect((await run('parse')).stdout).toContain('\nℹ No changes detected since last parse\n');
    await sample.edit('seeknal/transforms/clean_users.yml', 'email LIKE', 'name LIKE');
    expect((await run('parse')).stdout).toContain(`
Changes detected:
  Modified (1):
    ~ transform.clean_users (transform)

Summary: 1 node(s) modified
`);
  });

  it('parse places a mistake and leaves the manifest alone', async () => {
    await sample.edit('seeknal/transforms/clean_users.yml', 'source.users\n', 'source.user\n');
    const { exitCode, stderr } = await run('parse');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^✗ seeknal\/transforms\/clean_users\.yml:\d+:\d+: .*source\.user/);
    expect(stderr).toMatch(/✗ 1 error; target\/manifest.json was left as it is\.\n$/);
  });

  it('run --quiet says nothing when all is well, and run nothing new afterwards', async () => {
    expect(await run('run', '--quiet')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    const { stdout } = await run('run');
    expect(stdout.replace(/\d+\.\d\ds/, '0.01s')).toBe(`ℹ No changes detected. Nothing to run.

ℹ ============================================================
ℹ Execution Summary
ℹ ============================================================
  Total nodes:     15
  Changed nodes:   0
  Cached nodes:    15
  Successful:      0
  Failed:          0
  Duration:        0.01s
ℹ ============================================================
`);
    await sample.edit('seeknal/transforms/clean_users.yml', 'LOWER(email)', 'LOWERR(email)');
    const failed = await run('run', '--quiet');
    expect(failed).toMatchObject({ exitCode: 1, stdout: '' });
    expect(failed.stderr).toMatch(/^✗ clean_users failed: .*lowerr/i);
  });

  it('diff names changes by what they mean', async () => {
    expect((await run('diff')).stdout).toBe('ℹ No previous manifest found (first run)\n');
    await run('run', '--quiet');
    expect((await run('diff')).stdout).toBe('✓ No changes detected since the last run.\n');
    await sample.edit('seeknal/transforms/clean_users.yml', '    city,\n', '');
    await sample.edit('seeknal/sources/users.yml', 'owner: ', 'owner: new-');
    expect((await run('diff')).stdout).toBe(`Changes detected:
  [METADATA - no rebuild needed] source.users
      owner: shop-team -> new-shop-team
  [BREAKING - rebuilds downstream] transform.clean_users
      transform:
      -   city,
      Downstream impact (5 nodes):
        -> REBUILD feature_group.old_features
        -> REBUILD feature_group.user_features
        -> REBUILD rule.clean_users_complete
        -> REBUILD exposure.feature_export
        -> REBUILD model.churn_model

Summary:
  1 breaking change(s) — downstream nodes will rebuild
  1 metadata-only change(s) — no rebuild needed
`);
    const json = JSON.parse((await run('diff', '--json')).stdout) as Record<string, unknown>;
    expect(json).toMatchObject({
      added_nodes: [],
      removed_nodes: [],
      modified_nodes: ['source.users', 'transform.clean_users'],
      added_edges: [],
      removed_edges: [],
      changes: [{ class: 'metadata' }, { class: 'breaking' }],
    });
  });

  it.each(['run', 'plan', 'list', 'diff', 'parse'])(
    '%s says that all node files are gone, where the manifest makes all seem well',
    async (command) => {
      await run('run', '--quiet');
      await rm(join(sample.paths.root, 'seeknal'), { recursive: true });
      const { stderr } = await run(command);
      expect(stderr).toContain('There is no node file under seeknal/');
      expect(stderr).toContain('Bring the files back');
    },
  );

  it('diff compares with a Git revision and leaves the repository alone', async () => {
    const git = (...args: string[]): string =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
        cwd: join(sample.paths.root, '..'),
        encoding: 'utf8',
      });
    git('init', '--quiet');
    git('add', 'corner-shop/seeknal', 'corner-shop/seeknal_project.yml');
    git('commit', '--quiet', '--message', 'first');
    await sample.edit('seeknal/sources/users.yml', 'owner: ', 'owner: new-');
    const before = git('status', '--porcelain');
    const { stdout } = await run('diff', '--against', 'HEAD');
    expect(stdout).toContain('      owner: shop-team -> new-shop-team\n');
    expect(stdout).toContain('\nSummary:\n  1 metadata-only change(s)');
    expect(git('status', '--porcelain')).toBe(before);
    expect(await run('diff', '--against', '--output=x')).toMatchObject({ exitCode: 1 });
    expect((await run('diff', '--against', 'nothing')).stderr).toContain(
      '✗ "nothing" is neither a manifest file nor a Git revision of this project.',
    );
  });

  it('diff compares two manifest files, and wants both', async () => {
    await run('parse');
    const [one, other] = [sample.paths.manifest, join(sample.paths.root, 'other.json')];
    await writeFile(other, (await readFile(one, 'utf8')).replaceAll('orders.csv', 'all.csv'));
    expect((await runCli('diff', '--old', one, '--new', other)).stdout).toContain(
      '  [CHANGED - rebuild this node] source.orders\n      table: data/orders.csv -> data/all.csv\n',
    );
    expect(await runCli('diff', '--old', one)).toMatchObject({ exitCode: 2, stdout: '' });
  });

  it('plan shows the chain of causes, and a kept plan runs until something moves', async () => {
    const file = join(sample.paths.root, 'plan.json');
    const first = await run('plan', '--out', file);
    expect(first.stdout).toContain('ℹ No previous manifest found (first run)\nℹ Execution Plan:\n');
    expect(first.stdout).toContain('   1. RUN source.orders [source, sales] (never built)\n');
    expect(first.stdout).toContain(`✓ Plan saved to ${file}\n`);
    expect(await run('run', '--plan', file, '--quiet')).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
    const again = await run('run', '--plan', file);
    expect(again).toMatchObject({ exitCode: 1, stdout: '' });
    expect(again.stderr).toMatch(
      /is out of date: nodes were run since \(aggregation\.daily_sales added/,
    );

    await run('plan', '--out', file);
    await sample.edit('seeknal/transforms/clean_users.yml', 'email LIKE', 'name LIKE');
    expect((await run('run', '--plan', file)).stderr).toContain(
      'the project has changed since (transform.clean_users changed)',
    );
    const { stdout } = await run('plan');
    expect(stdout).toContain('\n  [CHANGED - rebuild this node] transform.clean_users\n');
    expect(stdout).toContain(
      'RUN model.churn_model [ml, expensive, experimental] (upstream feature_group.user_features changed ← transform.clean_users: transform changed)\n',
    );
    expect(stdout).toContain('ℹ Total: 15 nodes, 6 to run\n');
    const plan = JSON.parse((await run('plan', '--json')).stdout) as { nodes: unknown[] };
    expect(plan).toMatchObject({ nodes_to_run: 6, cached_nodes: 9 });
    expect(plan.nodes).toContainEqual(
      expect.objectContaining({
        node_id: 'model.churn_model',
        cause_chain: ['feature_group.user_features', 'transform.clean_users'],
      }),
    );
  });

  it('a kept plan notices data that changed, and files that are no plans', async () => {
    const file = join(sample.paths.root, 'plan.json');
    await run('run', '--quiet');
    await run('plan', '--out', file);
    await appendFile(join(sample.paths.root, 'data/products.csv'), '9999,Late,books,1.0\n');
    expect((await run('run', '--plan', file)).stderr).toContain(
      'source.products was "cached: unchanged" and would be "run: data changed: data/products.csv" now',
    );
    await writeFile(file, '{"nodes": []}');
    expect((await run('run', '--plan', file)).stderr).toContain('can’t be used as a plan');
    expect(await run('run', '--plan', file, '--full')).toMatchObject({ exitCode: 2 });
  });

  it('retry runs what failed and what was skipped because of it, and nothing else', async () => {
    expect((await run('retry')).stdout).toBe('ℹ There is no run yet. Nothing to retry.\n');
    await run('run', '--quiet');
    const cleanUsers = 'seeknal/transforms/clean_users.yml';
    await sample.edit(cleanUsers, 'LOWER(email)', 'LOWERR(email)');
    await sample.edit('seeknal/aggregations/daily_sales.yml', 'name: daily_sales', 'name: daily');
    await run('run', '--nodes', 'clean_users', '--quiet');
    await sample.edit(cleanUsers, 'LOWERR(email)', 'LOWER(email)');
    const { exitCode, stdout } = await run('retry');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('\n  Successful:      6\n');
    expect(stdout).not.toContain('aggregation.daily [RUNNING]');
    expect((await run('retry')).stdout).toBe(
      'ℹ Nothing failed in the last run. Nothing to retry.\n',
    );
  });

  it('list, lineage and show tell of the nodes', async () => {
    await run('run', '--quiet');
    const names = (await run('list', '--select', '+clean_orders', '--names')).stdout;
    expect(names.trim().split('\n').toSorted()).toEqual([
      'source.orders',
      'source.payments',
      'source.products',
      'transform.clean_orders',
    ]);
    const table = (await run('list', '--types', 'rule')).stdout.split('\n');
    expect(table[0]).toMatch(/^Node +State +Last +Rows +Duration +Finished +Tags$/);
    expect(table[1]).toMatch(/^rule\.clean_users_complete +cached +success +950 /);
    expect(table[3]).toBe('ℹ 1 of 15 nodes');
    expect((await run('lineage', 'clean_users')).stdout).toBe(`transform.clean_users [transform]

Upstream (1):
└── source.users [source, pii]

Downstream (5):
├── feature_group.old_features [deprecated]
├── feature_group.user_features [features, ml]
│   ├── exposure.feature_export [export]
│   └── model.churn_model [ml, expensive, experimental]
└── rule.clean_users_complete [quality]
`);
    expect(await run('show', 'clean_user')).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: "✗ Node 'clean_user' not found.\n    Did you mean clean_users?\n",
    });
    const shown = JSON.parse((await run('show', 'clean_users', '--json')).stdout) as unknown;
    expect(shown).toMatchObject({
      node_id: 'transform.clean_users',
      freshness: 'cached',
      inputs: ['source.users'],
      last: { status: 'success', row_count: 950 },
    });
  });

  it('history tells runs apart without the database', async () => {
    expect((await run('history', 'list')).stdout).toBe('ℹ No runs yet.\n');
    expect((await run('history', 'show')).stderr).toContain('Nothing has run in this project yet.');
    await run('run', '--quiet', '--run-id', 'a1');
    await run('run', '--quiet', '--run-id', 'a2');
    await run('run', '--quiet', '--run-id', 'b1', '--nodes', 'daily_sales');
    const listed = async (...more: string[]): Promise<unknown[]> =>
      (
        JSON.parse((await run('history', 'list', '--json', ...more)).stdout) as { run_id: string }[]
      ).map(({ run_id }) => run_id);
    expect(await listed()).toEqual(['b1', 'a1']);
    expect(await listed('--all')).toEqual(['b1', 'a2', 'a1']);
    const last = JSON.parse((await run('history', 'show', 'last', '--json')).stdout) as unknown;
    expect(JSON.parse((await run('history', 'show', '--json')).stdout)).toEqual(last);
    expect(last).toMatchObject({ run_id: 'b1', outcome: 'success', successful_nodes: 1 });
    expect((await run('history', 'show', 'a')).stderr).toContain('how several runs begin: a2, a1');
    const compared = (await run('history', 'compare', 'a1', 'b')).stdout;
    expect(compared).toMatch(/^Successful +15 +1$/m);
    expect(compared).toMatch(/^source\.users +success → skipped /m);
    await expect(access(sample.paths.historyDatabase)).rejects.toThrow();
  });

  it('run --wait says who runs and goes on when the lock is free', async () => {
    const lock = await acquireRunLock(sample.paths.stateDir, 'other', Date.now());
    if (!lock.ok) throw new Error('the lock was taken');
    const refused = await run('run');
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toContain(`✗ Run other is going on since `);
    const waiting = startCli('run', '--wait', '--project', sample.paths.root);
    await waiting.until(`(process ${String(process.pid)} on `);
    await lock.value.release();
    const { exitCode, stdout } = await waiting.ended;
    expect(exitCode).toBe(0);
    expect(stdout).toContain('  Successful:      15\n');
  });

  it('run --watch runs again when a file changes, until it is interrupted', async () => {
    const watching = startCli('run', '--watch', '--project', sample.paths.root);
    await watching.until('Watching for changes.');
    await sample.edit('seeknal/transforms/clean_users.yml', 'LOWER(email)', 'UPPER(email)');
    await watching.until('Watching for changes.', 2);
    process.emit('SIGINT');
    const { exitCode, stdout } = await watching.ended;
    expect(exitCode).toBe(0);
    expect(stdout).toContain('ℹ Changed: seeknal/transforms/clean_users.yml\n');
    expect(stdout).toContain('  Changed nodes:   6\n');
  });

  it('init makes a project once', async () => {
    const path = join(sample.paths.root, 'made here');
    const made = await runCli('init', '--path', path, '--name', 'shop: "a"');
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    expect(made.stdout).toContain('  Created directory: seeknal/sources/\n');
    expect(made.stdout).toContain(`✓ Project 'shop: "a"' initialized successfully!\n`);
    expect(await readFile(join(path, 'seeknal_project.yml'), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.seeknal\/schema\/settings\.json\n/,
    );
    expect(await readdir(join(path, '.seeknal/schema'))).toContain('node.json');
    expect(await runCli('init', '--path', path)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `✗ Project already exists at ${path}\n    Use --force to reinitialize\n`,
    });
    expect(await runCli('run', '--project', path)).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringContaining('has no nodes yet') as string,
    });
    await writeFile(
      join(path, 'seeknal/sources/a.yml'),
      'kind: source\nname: a\nsource: csv\ntable: a.csv\n',
    );
    await writeFile(join(path, 'a.csv'), 'x\n1\n');
    expect((await runCli('run', '--project', path)).stdout).toContain('✓ a completed in ');
  });
});

describe('completion', () => {
  it('bash completes commands, their flags and subcommands', async () => {
    const { stdout } = await runCli('completion', 'bash');
    const seeknal = `seeknal() { case "$*" in 'list --names --project elsewhere') echo source.e ;; 'list --names') printf 'transform.clean\\ntransform.close\\n' ;; esac; }`;
    const complete = (...words: string[]): string[] =>
      execFileSync(
        'bash',
        [
          '-c',
          `${seeknal}\n${stdout}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _seeknal; printf '%s\\n' "\${COMPREPLY[@]}"`,
          'bash',
          'seeknal',
          ...words,
        ],
        {
          encoding: 'utf8',
        },
      )
        .trim()
        .split('\n');
    expect(complete('hist')).toEqual(['history']);
    expect(complete('history', 'c')).toEqual(['compare', 'clean']);
    expect(complete('run', '--exclude-')).toEqual(['--exclude-tags']);
    expect(complete('--quiet', 'run', '--continue')).toEqual(['--continue-on-error']);
    expect(complete('run', '--types', 'agg')).toEqual(['aggregation']);
    expect(complete('run', '--types', 'source,agg')).toEqual(['source,aggregation']);
    expect(complete('sql', '--format', '')).toEqual(['table', 'json', 'csv']);
    expect(complete('completion', 'z')).toEqual(['zsh']);
    // By id, and by short name for who begins with one.
    expect(complete('run', '--nodes', 'transform.')).toEqual([
      'transform.clean',
      'transform.close',
    ]);
    expect(complete('run', '--nodes', 'transform.clean,cl')).toEqual([
      'transform.clean,clean',
      'transform.clean,close',
    ]);
    expect(complete('--project', 'elsewhere', 'show', 'e')).toEqual(['e']);
  });

  it('knows three shells', async () => {
    expect((await runCli('completion', 'zsh')).stdout).toMatch(/^#compdef seeknal\n/);
    expect((await runCli('completion', 'fish')).stdout).toContain("-a 'history' -d 'past runs'");
    expect(await runCli('completion', 'tcsh')).toMatchObject({ exitCode: 2 });
  });
});
