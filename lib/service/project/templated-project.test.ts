import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ProjectPaths } from '../../files/project-paths';
import { readEvents } from '../../history/read-events';
import { listRunIds } from '../../history/list-run-ids';
import { reasonText } from '../../planner/reason-text';
import { runCli } from '../../testing/run-cli';
import { temporaryProject, writeFiles } from '../../testing/temporary-project';
import { planProject } from '../planning/plan-project';
import { plainRun } from '../requests/run-request';

const numbers = 'n,day\n1,2026-01-01\n5,2026-01-02\n9,2026-01-03\n';
const source = 'kind: source\nname: numbers\nsource: csv\ntable: data/numbers.csv\n';

const transform = (sql: string, more = ''): string =>
  `kind: transform\nname: kept\ninputs: [{ref: source.numbers}]\n${more}transform: |\n  ${sql}\n`;

function project(files: Record<string, string>): Promise<ProjectPaths> {
  return temporaryProject({
    'data/numbers.csv': numbers,
    'seeknal/sources/numbers.yml': source,
    ...files,
  });
}

const run = (paths: ProjectPaths, ...flags: string[]): ReturnType<typeof runCli> =>
  runCli('run', '--project', paths.root, ...flags);

/** What an incremental run would do with a node, and why. */
async function decision(
  paths: ProjectPaths,
  id: string,
  values = plainRun.values,
): Promise<string> {
  const planned = await planProject(paths, {
    ...plainRun,
    ...(values === undefined ? {} : { values }),
  });
  if (!planned.ok) return planned.error.message;
  const entry = planned.value.plan.entries.find(({ nodeId }) => nodeId === id);
  return entry === undefined ? '' : `${entry.decision.action}: ${reasonText(entry.decision)}`;
}

const rowCount = async (paths: ProjectPaths): Promise<unknown> => {
  const text = await readFile(join(paths.stateDir, 'execution_state.json'), 'utf8');
  const state = JSON.parse(text) as Record<string, { row_count?: number }>;
  return state['transform.kept']?.row_count;
};

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe('a node with {{ }}', () => {
  it('stays cached while its values stay, and runs again when one of them moves', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 0, 2, 9) });
    const paths = await project({
      'seeknal/kept.yml': transform(
        "SELECT * FROM ref('source.numbers') WHERE day <= '{{ today }}'",
      ),
    });
    expect((await run(paths)).exitCode).toBe(0);
    expect(await rowCount(paths)).toBe(2);
    expect(await decision(paths, 'transform.kept')).toBe('cached: unchanged');
    vi.setSystemTime(new Date(2026, 0, 3, 9));
    expect(await decision(paths, 'transform.kept')).toBe(
      'run: {{ today }} another value → 2026-01-03',
    );
    expect((await run(paths)).exitCode).toBe(0);
    expect(await rowCount(paths)).toBe(3);
    expect(await decision(paths, 'source.numbers')).toBe('cached: unchanged');
  });

  it('stays cached when its SQL reads differently and means the same, and diff agrees', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 0, 2, 9) });
    const written = (sql: string): Record<string, string> => ({
      'seeknal/kept.yml': transform(sql, 'params: {least: 1}\n'),
    });
    const paths = await project(
      written("SELECT n FROM source.numbers WHERE n >= {{ least }} AND day <= '{{ today }}'"),
    );
    expect((await run(paths)).exitCode).toBe(0);
    const reworded = "from source.numbers select (n) where n >= {{least}} and day <= '{{ today }}'";
    await writeFiles(paths, written(reworded));
    expect(await decision(paths, 'transform.kept')).toBe('cached: unchanged');
    expect((await runCli('diff', '--project', paths.root)).stdout).toContain('No changes');
    // The same SQL of another day does not.
    vi.setSystemTime(new Date(2026, 0, 3, 9));
    expect(await decision(paths, 'transform.kept')).toMatch(/^run: /);
    vi.setSystemTime(new Date(2026, 0, 2, 9));
    await writeFiles(paths, written(reworded.replace('>=', '>')));
    expect(await decision(paths, 'transform.kept')).toMatch(/^run: transform /);
    expect((await runCli('diff', '--project', paths.root)).stdout).toContain('transform.kept');
  });

  it('takes its values from --params, --date and --start-date', async () => {
    const paths = await project({
      'seeknal/kept.yml': transform(
        "SELECT * FROM source.numbers WHERE n >= {{ least }} AND day >= '{{ start_date }}'",
        'params: {least: 1}\n',
      ),
    });
    const flags = ['--params', '{"least": 5}', '--start-date', '2026-01-03'];
    const done = await run(paths, ...flags);
    expect(done.exitCode).toBe(0);
    expect(await rowCount(paths)).toBe(1);
    // Kept with the run, so that a retry and the history know them.
    const [runId = ''] = await listRunIds(paths);
    const [first] = await readEvents(paths, runId, 0);
    expect(first).toMatchObject({
      request: { params: { least: 5 }, start_date: '2026-01-03' },
    });
    expect((await run(paths, ...flags)).stdout).toContain('Nothing to run');
    // A plan with these values is the same, and one with others is not; kept, it runs with its own.
    const plan = (...more: string[]): ReturnType<typeof runCli> =>
      runCli('plan', '--project', paths.root, ...more);
    expect((await plan(...flags)).stdout).toContain('No changes detected. Nothing to run.');
    const file = join(paths.root, 'plan.json');
    const kept = await plan(
      '--params',
      '{"least": 1}',
      '--start-date',
      '2026-01-02',
      '--out',
      file,
    );
    expect(kept.stdout).toContain('RUN transform.kept');
    expect((await run(paths, '--plan', file)).exitCode).toBe(0);
    expect(await rowCount(paths)).toBe(2);
  });

  it('is refused with the place of each value that is missing, before anything runs', async () => {
    const paths = await project({
      'seeknal/kept.yml': transform(
        "SELECT * FROM source.numbers WHERE n > {{ laest }} AND day > '{{ start_date }}'",
        'params: {least: 1}\n',
      ),
    });
    const refused = await run(paths);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain(
      'seeknal/kept.yml:6:42: transform.kept: {{ laest }} has no value.',
    );
    expect(refused.stderr).toContain('Did you mean least?');
    expect(refused.stderr).toContain('{{ start_date }} has no value.');
    expect(await rowCount(paths).catch(() => 'nothing ran')).toBe('nothing ran');
  });

  it('with {{ run_id }} runs every time, and others do not because of it', async () => {
    const paths = await project({
      'seeknal/kept.yml': transform("SELECT '{{ run_id }}' AS run FROM source.numbers LIMIT 1"),
      'seeknal/other.yml': transform('SELECT 1 AS n').replace('name: kept', 'name: other'),
    });
    expect((await run(paths, '--run-id', 'first')).exitCode).toBe(0);
    expect((await run(paths, '--run-id', 'second')).exitCode).toBe(0);
    expect(await decision(paths, 'transform.kept')).toContain('run: runs every time');
    expect(await decision(paths, 'transform.other')).toBe('cached: unchanged');
  });

  it('names its place in the file when the SQL is wrong behind a value', async () => {
    const paths = await project({
      'seeknal/kept.yml': transform(
        "SELECT '{{ today }}', nope FROM ref('source.numbers') WHERE {{ a }} = 1",
        'params: {a: 12345678901234567}\n',
      ),
    });
    const failed = await run(paths);
    expect(failed.exitCode).toBe(1);
    expect(`${failed.stdout}${failed.stderr}`).toContain('seeknal/kept.yml:6:25');
  });

  it('keeps what it has from the environment out of messages and files', async () => {
    vi.stubEnv('SHOP_PASSWORD', 'hunter2-secret');
    const paths = await project({
      'seeknal/kept.yml': transform('SELECT nope AS "{{ env:SHOP_PASSWORD }}" FROM source.numbers'),
    });
    const failed = await run(paths);
    expect(failed.exitCode).toBe(1);
    const [runId = ''] = await listRunIds(paths);
    const written = JSON.stringify(await readEvents(paths, runId, 0));
    const manifest = await readFile(paths.manifest, 'utf8');
    for (const text of [failed.stdout, failed.stderr, written, manifest]) {
      expect(text).not.toContain('hunter2-secret');
    }
  });
});

describe('seeknal/common', () => {
  const common = {
    'seeknal/common/sources.yml':
      'sources:\n  - id: raw\n    ref: source.numbers\n    params: {key: n}\n',
    'seeknal/common/rules.yml': 'rules:\n  - {id: big, value: "{{ raw.key }} > 4"}\n',
    'seeknal/common/transformations.yml':
      "transformations:\n  - id: all\n    sql: SELECT * FROM ref('source.numbers')\n",
  };

  it('gives nodes their names, conditions and SQL, and edges to what these read', async () => {
    const paths = await project({
      ...common,
      'seeknal/kept.yml':
        "kind: transform\nname: kept\ntransform: SELECT * FROM ref('{{ raw.ref }}') WHERE {{ rules.big }}\n",
      'seeknal/all.yml': 'kind: transform\nname: all\ntransform: "{{ transforms.all }}"\n',
    });
    const done = await run(paths);
    expect(done.stderr).toBe('');
    expect(done.exitCode).toBe(0);
    expect(await rowCount(paths)).toBe(2);
    const manifest = JSON.parse(await readFile(paths.manifest, 'utf8')) as { edges: unknown };
    expect(manifest.edges).toMatchObject([
      { from: 'source.numbers', to: 'transform.all' },
      { from: 'source.numbers', to: 'transform.kept' },
    ]);
    expect(await decision(paths, 'transform.kept')).toBe('cached: unchanged');
  });

  it('is checked like any file, and unknown names are told with near ones', async () => {
    const paths = await project({
      ...common,
      'seeknal/common/rules.yml': 'rules:\n  - {id: big}\n  - {id: 3, value: x}\nsurces: []\n',
      'seeknal/kept.yml': transform('SELECT * FROM {{ raw.rfe }}'),
    });
    const parsed = await runCli('parse', '--project', paths.root);
    expect(parsed.exitCode).toBe(1);
    const told = `${parsed.stdout}${parsed.stderr}`;
    expect(told).toContain('seeknal/common/rules.yml:2:5');
    expect(told).toContain('seeknal/common/rules.yml:3:6');
    expect(told).toContain('seeknal/kept.yml:5:17');
    expect(told).toContain('{{ raw.rfe }} names nothing in seeknal/common.');
    expect(told).toContain('Did you mean raw.ref?');
  });
});
