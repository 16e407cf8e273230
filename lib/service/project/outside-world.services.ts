import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPaths, type ProjectPaths } from '../../files/project-paths';
import { runCli } from '../../testing/run-cli';
import { TestDatabase, testServer } from '../../testing/test-database';
import { writeFiles } from '../../testing/temporary-project';

describe.skipIf(testServer === undefined)('a project with a database', () => {
  let project: ProjectPaths;
  let database: TestDatabase;
  const run = async (...flags: readonly string[]) => {
    const { exitCode, stdout, stderr } = await runCli('run', '--project', project.root, ...flags);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    return stdout;
  };
  const write = (path: string, text: string) => writeFiles(project, { [path]: text });
  const plan = async () => (await runCli('plan', '--project', project.root)).stdout;
  const profile = (more = ''): Promise<void> =>
    write(
      'profiles.yml',
      `connections:\n  shop: {type: postgresql, url: "\${SHOP_URL}"${more}}\nsource_defaults:\n  postgres: {connection: shop}\n`,
    );

  beforeAll(async () => {
    database = await TestDatabase.create();
    await database.query(
      `CREATE TABLE events (id int, at timestamptz); INSERT INTO events VALUES (1, '2026-01-01')`,
    );
    project = projectPaths(await mkdtemp(join(tmpdir(), 'outside ')));
    await writeFiles(project, {
      '.env': `SHOP_URL=${database.url}\n`,
      'seeknal/events.yml':
        'kind: source\nname: events\nsource: postgresql\ntable: events\nfreshness: {time_column: at}\n',
      'seeknal/counted.yml':
        'kind: transform\nname: counted\ninputs: [{ref: source.events}]\ntransform: SELECT count(*) AS n FROM source.events\n',
      'seeknal/out.yml':
        'kind: exposure\nname: out\ntype: database\ndepends_on: [{ref: transform.counted}]\nparams: {connection: shop, table: mart.counted}\n',
    });
    await profile();
  });
  afterAll(async () => {
    await rm(project.root, { recursive: true });
    await database.close();
  });

  it('runs what new rows change, and only then', async () => {
    await run();
    expect(await database.query('TABLE mart.counted')).toEqual([{ n: '1' }]);
    expect(await run()).toContain('No changes detected');
    await database.query(`INSERT INTO events VALUES (2, '2026-01-02')`);
    expect(await plan()).toContain('source.events');
    expect(await plan()).toContain('data changed: newest at of events');
    await run();
    expect(await database.query('TABLE mart.counted')).toEqual([{ n: '2' }]);
    expect(await run()).toContain('No changes detected');
  });

  it('takes a server that can’t be reached for unchanged, and says so', async () => {
    await write('.env', 'SHOP_URL=postgres://me@127.0.0.1:1/shop\n');
    const { exitCode, stdout, stderr } = await runCli('run', '--project', project.root);
    expect(exitCode).toBe(0);
    expect(stdout + stderr).toContain(
      "source.events counts as unchanged, because nobody knows better: shop at 127.0.0.1:1 can't be reached: connect ECONNREFUSED 127.0.0.1:1.",
    );
    await write('.env', `SHOP_URL=${database.url}\n`);
  });

  it('runs again when the profile says otherwise, and not when only a secret does', async () => {
    expect(await run()).toContain('No changes detected');
    await profile(', password: one');
    expect(await run()).toContain('No changes detected');
    await profile(', password: two, connect_timeout: 7');
    expect(await plan()).toContain('data changed: connections.shop');
    await run();
    expect(await run()).toContain('No changes detected');
    const state = await readFile(join(project.root, 'target/state/execution_state.json'), 'utf8');
    expect(state).toContain('connect_timeout');
    expect(state).not.toMatch(/password|SHOP_URL}.*@/);
  });

  it('takes another profile by its name', async () => {
    await write(
      'other.yml',
      'connections:\n  shop: {type: postgresql, host: 127.0.0.1, port: 1}\nsource_defaults:\n  postgresql: {connection: shop}\n',
    );
    const other = ['--project', project.root, '--profile', join(project.root, 'other.yml')];
    const { exitCode, stdout } = await runCli('run', '--full', ...other);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('127.0.0.1:1');
    const gone = await runCli('plan', '--project', project.root, '--profile', '/nowhere/p.yml');
    expect(gone).toMatchObject({ exitCode: 1 });
    expect(gone.stderr).toContain("The profile /nowhere/p.yml can't be read");
  });
});
