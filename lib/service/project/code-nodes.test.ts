import { chmod, cp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../../files/package-root';
import { rowsOfNode } from '../../testing/rows-of-node';
import { runCli } from '../../testing/run-cli';
import { temporaryProject } from '../../testing/temporary-project';

const orders = {
  'data/orders.csv': 'id,amount\n1,5\n2,50\n',
  'seeknal/orders.yml': 'kind: source\nname: orders\nsource: csv\ntable: data/orders.csv\n',
};

const typescript = (run: string, more = ''): string =>
  `import { defineTransform } from 'seeknal-dag';\nimport { least } from './least';\n\nexport default defineTransform({\n  name: 'large',${more}\n  run: ${run},\n});\n`;

afterEach(() => vi.unstubAllEnvs());

describe('a TypeScript node', () => {
  const least = { 'seeknal/least.ts': 'export const least = 10;\n' };

  it('runs in the order of what it reads, and its rows are those of any node', async () => {
    const paths = await temporaryProject({
      ...orders,
      ...least,
      'seeknal/large.ts': typescript(
        "async (ctx) => (await ctx.rows('source.orders')).filter((row) => Number(row['amount']) > least).map((row) => ({ ...row, seen: new Date(0), who: ctx.params['who'] }))",
        "\n  params: { who: '{{ project_id }}' },\n  audits: [{ type: 'not_null', columns: ['seen'] }],",
      ),
      'seeknal/count.yml':
        "kind: transform\nname: count\ntransform: SELECT count(*) AS n, any_value(who) AS who, any_value(seen)::VARCHAR AS seen FROM ref('transform.large')\n",
    });
    const done = await runCli('run', '--project', paths.root);
    expect(done).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await rowsOfNode(paths, 'transform.count')).toMatchObject([
      { n: 1, seen: '1970-01-01 00:00:00' },
    ]);
    const again = await runCli('run', '--project', paths.root);
    expect(again.stdout).toContain('Nothing to run');
    const file = join(paths.nodeFiles, 'large.ts');
    await writeFile(file, (await readFile(file, 'utf8')).replace('> least', '< least'));
    expect((await runCli('plan', '--project', paths.root)).stdout).toContain('RUN transform.large');
  });

  it('runs again when a file of the project changes that it imports, however far away', async () => {
    const paths = await temporaryProject({
      ...orders,
      'lib/numbers.ts': "export { ten } from './all';\n",
      'lib/all.ts': "import './numbers';\nexport const ten = 10;\nexport const other = 1;\n",
      'seeknal/least.ts': "import { ten } from '../lib/numbers';\nexport const least = ten;\n",
      'seeknal/large.ts': typescript(
        "(ctx) => `SELECT * FROM ${ctx.ref('source.orders')} WHERE amount > ${least}`",
      ),
    });
    const run = (): ReturnType<typeof runCli> => runCli('run', '--project', paths.root);
    const planned = async (): Promise<string> => {
      const { stdout } = await runCli('plan', '--project', paths.root);
      return /transform\.large .*/.exec(stdout)?.[0] ?? '';
    };
    expect((await run()).exitCode).toBe(0);
    expect((await run()).stdout).toContain('Nothing to run');
    await writeFile(
      join(paths.root, 'lib/all.ts'),
      "import './numbers';\nexport const ten = 1;\nexport const other = 1;\n",
    );
    expect(await planned()).toContain('(lib/all.ts changed)');
    const diff = await runCli('diff', '--project', paths.root);
    expect(diff.stdout).toContain(
      '[CHANGED - rebuild this node] transform.large\n      lib/all.ts, which it imports: changed\n',
    );
    expect(diff.stdout).toContain('1 non-breaking change(s)');
    const json = await runCli('diff', '--json', '--project', paths.root);
    expect(JSON.parse(json.stdout)).toMatchObject({
      summary: '1 node(s) modified',
      changes: [{ node_id: 'transform.large', fields: [], imports: ['lib/all.ts'] }],
    });
    expect((await run()).exitCode).toBe(0);
    expect(await rowsOfNode(paths, 'transform.large')).toHaveLength(2);
    expect((await run()).stdout).toContain('Nothing to run');
    const { stdout: afterwards } = await runCli('diff', '--project', paths.root);
    expect(afterwards).toContain('No changes detected since the last run.');
    await utimes(join(paths.root, 'lib/all.ts'), new Date(), new Date());
    expect(await planned()).toContain('unchanged');
    await rm(join(paths.root, 'lib/all.ts'));
    expect((await run()).exitCode).toBe(1);
  });

  it('may return SQL, and reads its inputs by name', async () => {
    const paths = await temporaryProject({
      ...orders,
      ...least,
      'seeknal/large.ts': typescript(
        "(ctx) => `SELECT * FROM ${ctx.ref('source.orders')} WHERE amount > ${least}`",
      ),
    });
    expect((await runCli('run', '--project', paths.root)).exitCode).toBe(0);
    expect(await rowsOfNode(paths, 'transform.large')).toEqual([{ id: 2, amount: 50 }]);
  });

  it.each([
    ["() => { throw new Error('no luck'); }", 'no luck', 'seeknal/large.ts:7:'],
    ["(ctx) => ctx.ref('source.orders').nope()", 'is not a function', 'seeknal/large.ts:7:'],
    ['() => []', 'returned no rows', ''],
    ['() => 5', 'must return SQL, or a list of rows', ''],
    ["(ctx) => ctx.ref('source.' + 'ordres')", 'Did you mean', ''],
  ])('that fails by %s says why, and where', async (run, why, where) => {
    const paths = await temporaryProject({
      ...orders,
      ...least,
      'seeknal/large.ts': typescript(run, "\n  inputs: ['source.orders'],"),
    });
    const failed = await runCli('run', '--project', paths.root);
    expect(failed.exitCode).toBe(1);
    expect(`${failed.stdout}${failed.stderr}`).toContain(why);
    expect(`${failed.stdout}${failed.stderr}`).toContain(where);
    expect(failed.stderr).not.toContain('    at async');
  });
});

describe('examples/code-nodes', () => {
  it('finds the orders that came more than four days late', async () => {
    const paths = await temporaryProject({});
    await cp(join(packageRoot(), 'examples/code-nodes'), paths.root, {
      recursive: true,
      filter: (path) => !/\/(target|\.seeknal)$/.test(path),
    });
    const done = await runCli('run', '--project', paths.root, '--select', '+late_orders');
    expect(done).toMatchObject({ exitCode: 0, stderr: '' });
    // Counted by hand: the second came a week late, the third five days, the fifth six.
    expect(await rowsOfNode(paths, 'transform.late_orders')).toEqual([
      { order_id: 2, days_late: 7 },
      { order_id: 3, days_late: 5 },
      { order_id: 5, days_late: 6 },
    ]);
  });
});

describe('a Python node', () => {
  const python = {
    ...orders,
    'seeknal/pipelines/large.py':
      'from seeknal.pipeline import transform\nimport sklearn\n\n@transform(name="large", inputs=["source.ordres"])\ndef large(ctx):\n    return ctx.ref("source.orders")\n',
    'seeknal/pipelines/_helpers.py': 'from seeknal.pipeline import nothing\n@transform()\n',
    'seeknal/pipelines/no_node.py': 'SIZE = 3\n',
  };
  const right = {
    ...python,
    'seeknal/pipelines/large.py': python['seeknal/pipelines/large.py'].replace('ordres', 'orders'),
  };

  it('is drawn and checked without Python', async () => {
    const paths = await temporaryProject(python);
    vi.stubEnv('PATH', '');
    const parsed = await runCli('parse', '--project', paths.root);
    expect(parsed.exitCode).toBe(1);
    expect(parsed.stderr).toContain(
      "seeknal/pipelines/large.py:4:26: Node 'transform.large' depends on 'source.ordres' which does not exist",
    );
    expect(parsed.stderr).toContain('Did you mean source.orders?');
  });

  it('is in the manifest as any other', async () => {
    const paths = await temporaryProject(right);
    expect((await runCli('parse', '--project', paths.root)).exitCode).toBe(0);
    const manifest = JSON.parse(await readFile(paths.manifest, 'utf8')) as {
      nodes: Record<string, unknown>;
      edges: unknown;
    };
    expect(Object.keys(manifest.nodes)).toEqual(['source.orders', 'transform.large']);
    expect(manifest.edges).toMatchObject([{ from: 'source.orders', to: 'transform.large' }]);
  });

  it('knows the files of the project that it imports', async () => {
    const paths = await temporaryProject({
      ...right,
      'seeknal/pipelines/large.py': `from lib.clean import trim\nimport _helpers\n${right['seeknal/pipelines/large.py']}`,
      'lib/__init__.py': '',
      'lib/clean.py': 'from .words import word\nimport pandas\n',
      'lib/words.py': 'from . import clean\n',
      'lib/others.py': '',
    });
    const { stdout } = await runCli('parse', '--json', '--project', paths.root);
    expect(JSON.parse(stdout)).toMatchObject({
      nodes: {
        'transform.large': {
          config: {
            local_imports: [
              'lib/__init__.py',
              'lib/clean.py',
              'lib/words.py',
              'seeknal/pipelines/_helpers.py',
            ],
          },
        },
      },
    });
  });

  it('refuses the run in one sentence where there is no Python', async () => {
    const paths = await temporaryProject(right);
    vi.stubEnv('PATH', '');
    vi.stubEnv('SEEKNAL_PYTHON', '');
    const refused = await runCli('run', '--project', paths.root);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain(
      'There is neither uv nor python3 here, and transform.large needs one.',
    );
    expect(refused.stdout).not.toContain('RUNNING');
  });

  it('refuses the run in one sentence where Python lacks packages', async () => {
    const paths = await temporaryProject(right);
    const fake = join(paths.root, 'python');
    await writeFile(fake, `#!/bin/sh\necho '["sklearn","pandas","pyarrow"]'\n`);
    await chmod(fake, 0o755);
    vi.stubEnv('SEEKNAL_PYTHON', fake);
    const refused = await runCli('run', '--project', paths.root);
    expect(refused.exitCode).toBe(1);
    // Not pyarrow: DuckDB reads and writes Parquet as well.
    expect(refused.stderr).toContain(
      `${fake} lacks sklearn and pandas, which transform.large needs.`,
    );
    expect(refused.stderr).toContain(`${fake} -m pip install sklearn pandas`);
  });

  it('that dies without a word is a failed node', async () => {
    const paths = await temporaryProject(right);
    const fake = join(paths.root, 'python');
    await writeFile(
      fake,
      `#!/bin/sh\ncase "$2" in --lacks) echo '[]';; *) echo hello; echo trouble >&2; exit 3;; esac\n`,
    );
    await chmod(fake, 0o755);
    vi.stubEnv('SEEKNAL_PYTHON', fake);
    const failed = await runCli('run', '--project', paths.root);
    expect(failed.exitCode).toBe(1);
    expect(`${failed.stdout}${failed.stderr}`).toContain('Python ended with exit code 3.');
    expect(`${failed.stdout}${failed.stderr}`).toContain('trouble');
  });
});
