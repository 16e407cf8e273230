import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProjectPaths } from '../../files/project-paths';
import { packageRoot } from '../../files/package-root';
import { nodeId } from '../../graph/node-id';
import { readLastRun } from '../../history/read-last-run';
import { runCli, startCli } from '../../testing/run-cli';
import { rowsOfNode } from '../../testing/rows-of-node';
import { temporaryProject } from '../../testing/temporary-project';

/** An interpreter with duckdb, pandas and pyarrow, which `npm run test:services` has made. */
const python = process.env['SEEKNAL_TEST_PYTHON'] ?? '';

const head =
  'from seeknal.pipeline import source, transform, feature_group\nimport pandas as pd\n\n';

const sales = {
  'data/sales.csv':
    'id,region,amount,day\n1,north,10,2026-01-01\n2,north,30,2026-01-02\n3,south,5,2026-01-02\n',
  'seeknal/pipelines/sales.py': `${head}@source(name="sales", source="csv", table="data/sales.csv")\ndef sales(ctx=None):\n    pass\n`,
};

const project = (files: Record<string, string>): Promise<ProjectPaths> =>
  temporaryProject({ ...sales, ...files });

const run = (paths: ProjectPaths, ...flags: string[]): ReturnType<typeof runCli> =>
  runCli('run', '--project', paths.root, ...flags);

beforeEach(() => vi.stubEnv('SEEKNAL_PYTHON', python));
afterEach(() => vi.unstubAllEnvs());

describe.skipIf(python === '')('Python nodes', () => {
  it('run with frames of pandas, relations of DuckDB and lists, and go on as SQL', async () => {
    const paths = await project({
      'seeknal/pipelines/nodes.py': `${head}from seeknal.pipeline.decorators import second_order_aggregation

@transform(name="by_region", inputs=["source.sales"], least=6)
def by_region(ctx):
    """Sums by region."""
    frame = ctx.ref("source.sales")
    print("rows:", len(frame))
    return ctx.duckdb.sql(f"SELECT region, sum(amount) AS amount FROM frame WHERE amount >= {ctx.params['least']} GROUP BY region")

@transform(name="ranked")
def ranked(ctx):
    frame = ctx.ref("transform.by_region")
    frame["rank"] = frame["amount"].rank(ascending=False).astype(int)
    return frame

@transform(name="listed")
def listed(ctx):
    ctx.state.set("runs", ctx.state.get("runs", 0) + 1)
    return [{"a": 1, "runs": ctx.state.get("runs")}]

@feature_group(name="region_features", entity={"name": "region", "join_keys": ["region"]})
def region_features(ctx):
    return ctx.ref("transform.ranked")

@second_order_aggregation(name="per_region", id_col="region", feature_date_col="day", application_date_col="day",
    features={"amount": {"basic": ["sum", "count"]}})
def per_region(ctx):
    return ctx.ref("source.sales")
`,
      'seeknal/best.yml':
        "kind: transform\nname: best\ntransform: SELECT region FROM ref('transform.ranked') WHERE rank = 1\n",
    });
    const done = await run(paths);
    expect(done).toMatchObject({ exitCode: 0 });
    expect(await logged(paths)).toContain('rows: 3');
    expect(await rowsOfNode(paths, 'transform.best')).toEqual([{ region: 'north' }]);
    expect(await rowsOfNode(paths, 'transform.by_region')).toEqual([
      { region: 'north', amount: 40 },
    ]);
    expect(await rowsOfNode(paths, 'transform.listed')).toEqual([{ a: 1, runs: 1 }]);
    expect(await rowsOfNode(paths, 'feature_group.region_features')).toEqual([
      { region: 'north', amount: 40, rank: 1 },
    ]);
    expect(await rowsOfNode(paths, 'second_order_aggregation.per_region')).toMatchObject([
      { region: 'north', amount_SUM: 40, amount_COUNT: 2 },
      { region: 'south', amount_SUM: 5, amount_COUNT: 1 },
    ]);
    expect(
      existsSync(join(paths.target, 'intermediate/feature_group_region_features_meta.json')),
    ).toBe(true);

    expect((await run(paths)).stdout).toContain('Nothing to run');
    const file = join(paths.nodeFiles, 'pipelines/nodes.py');
    await writeFile(file, `# A comment.\n${await readFile(file, 'utf8')}`);
    expect((await run(paths)).stdout).toContain('Nothing to run');
    const flags = ['--params', '{"least": 1}', '--nodes', 'by_region'];
    expect((await run(paths, ...flags)).exitCode).toBe(0);
    expect(await rowsOfNode(paths, 'transform.by_region')).toHaveLength(2);
    await run(paths, '--full', '--select', 'listed');
    expect(await rowsOfNode(paths, 'transform.listed')).toEqual([{ a: 1, runs: 2 }]);
  });

  it('of examples/code-nodes run with the TypeScript and the SQL beside them', async () => {
    const paths = await temporaryProject({});
    await cp(join(packageRoot(), 'examples/code-nodes'), paths.root, {
      recursive: true,
      filter: (path) => !/\/(target|\.seeknal)$/.test(path),
    });
    expect(await run(paths)).toMatchObject({ exitCode: 0 });
    // Worked out by hand: anna's order of 4.00 doesn't count, and was late.
    expect(await rowsOfNode(paths, 'transform.unlucky_customers')).toEqual([
      { customer_id: 'anna', late_orders: 1, spend: 20 },
      { customer_id: 'ben', late_orders: 2, spend: 47.75 },
    ]);
  });

  it('say why they failed, and where in their file', async () => {
    const paths = await project({
      'seeknal/pipelines/bad.py': `${head}@transform(name="bad")\ndef bad(ctx):\n    frame = ctx.ref("source.sales")\n    return frame["nope"]\n`,
    });
    const failed = await run(paths);
    expect(failed.exitCode).toBe(1);
    const text = `${failed.stdout}${failed.stderr}`;
    expect(text).toContain("Execution failed for transform.bad: KeyError: 'nope'");
    // The whole of `frame["nope"]`, where Python tells columns; else the start of its line.
    expect(text).toMatch(/seeknal\/pipelines\/bad\.py:7:(5|12)\b/);
    const error = (await readLastRun(paths))?.nodes.get(nodeId('transform', 'bad'))?.error;
    expect(error).toMatchObject({
      code: 'python_failed',
      place: { file: 'seeknal/pipelines/bad.py', line: 7 },
      excerpt: { first_line: 3 },
    });
    expect(error?.excerpt?.lines).toEqual([
      '',
      '@transform(name="bad")',
      'def bad(ctx):',
      '    frame = ctx.ref("source.sales")',
      '    return frame["nope"]',
    ]);
  });

  it.each([
    ['return None', 'returned nothing; return its rows'],
    ['return 5', 'returned a int; return its rows'],
    ['import not_there', "No module named 'not_there'"],
    ['raise SystemExit(3)', 'SystemExit: 3'],
    ['return ctx.ref("source." + "nope")', "'source.nope' is no input of transform.bad"],
  ])('that end with %s are failed', async (line, why) => {
    const paths = await project({
      'seeknal/pipelines/bad.py': `${head}@transform(name="bad", inputs=["source.sales"])\ndef bad(ctx):\n    ${line}\n`,
    });
    const failed = await run(paths);
    expect(failed.exitCode).toBe(1);
    expect(`${failed.stdout}${failed.stderr}`).toContain(why);
  });

  it('lack a package: the run is refused before it starts', async () => {
    const paths = await project({
      'seeknal/pipelines/needs.py': `${head}import surely_not_installed\n\n@transform(name="needs")\ndef needs(ctx):\n    return ctx.ref("source.sales")\n`,
    });
    const refused = await run(paths);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('lacks surely_not_installed, which transform.needs needs.');
    expect(refused.stdout).not.toContain('RUNNING');
  });

  it('import what lies beside them', async () => {
    const paths = await project({
      'seeknal/pipelines/_helpers.py': 'FACTOR = 3\n',
      'seeknal/pipelines/uses.py': `${head}from _helpers import FACTOR\n\n@transform(name="uses")\ndef uses(ctx):\n    frame = ctx.ref("source.sales")\n    return pd.DataFrame({"n": [len(frame) * FACTOR]})\n`,
    });
    expect(await run(paths)).toMatchObject({ exitCode: 0 });
    expect(await rowsOfNode(paths, 'transform.uses')).toEqual([{ n: 9 }]);
    expect((await run(paths)).stdout).toContain('Nothing to run');
    await writeFile(join(paths.nodeFiles, 'pipelines/_helpers.py'), 'FACTOR = 40\n');
    expect((await run(paths, '--show-plan', '--dry-run')).stdout).toContain(
      'transform.uses (seeknal/pipelines/_helpers.py changed)',
    );
    expect(await run(paths)).toMatchObject({ exitCode: 0 });
    expect(await rowsOfNode(paths, 'transform.uses')).toEqual([{ n: 120 }]);
  });

  it('are given up after their timeout, with all that they have started', async () => {
    const paths = await project({
      'seeknal/pipelines/slow.py': `${head}import subprocess\n\n@transform(name="slow", timeout=3)\ndef slow(ctx):\n    child = subprocess.Popen(["sleep", "600"])\n    print("child", child.pid, flush=True)\n    child.wait()\n`,
    });
    const started = startCli('run', '--project', paths.root);
    const { exitCode, stdout, stderr } = await started.ended;
    expect(exitCode).toBe(1);
    expect(`${stdout}${stderr}`).toContain('Given up after 3 s.');
    const pid = Number(/child (\d+)/.exec(await logged(paths))?.[1]);
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(pid)).toBe(false);
  });

  it('run by uv with the packages of their own file', async () => {
    const uv = join(dirname(python), 'uv');
    expect(existsSync(uv)).toBe(true);
    const paths = await project({
      'seeknal/pipelines/small.py': `# /// script\n# requires-python = ">=3.9"\n# dependencies = ["seeknal", "tabulate"]\n# ///\n${head}import tabulate\n\n@transform(name="small")\ndef small(ctx):\n    return ctx.ref("source.sales").head(1)[["id"]]\n`,
    });
    const tools = join(paths.root, 'tools');
    await mkdir(tools);
    execFileSync('ln', ['-s', uv, join(tools, 'uv')]);
    vi.stubEnv('SEEKNAL_PYTHON', '');
    vi.stubEnv('PATH', [tools, process.env['PATH']].join(delimiter));
    expect(await run(paths)).toMatchObject({ exitCode: 0 });
    expect(await rowsOfNode(paths, 'transform.small')).toEqual([{ id: 1 }]);
  }, 240_000);
});

/** What nodes printed in the last run. */
async function logged(paths: ProjectPaths): Promise<string> {
  const view = await readLastRun(paths);
  return (view?.logs ?? []).map(({ message }) => message).join('\n');
}

/** What has ended and waits for somebody to take note of it counts as ended. */
function isAlive(pid: number): boolean {
  const { status, stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)]);
  return status === 0 && !stdout.toString().trim().startsWith('Z');
}
