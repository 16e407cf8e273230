import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { intermediatePath } from '../../files/project-paths';
import { bundleDataProcess } from '../../testing/data-process';
import { id } from '../../testing/manifest-of';
import { writeParquet } from '../../testing/parquet-files';
import { runCli } from '../../testing/run-cli';
import { temporaryProject, writeFiles } from '../../testing/temporary-project';
import { assessProject } from '../planning/assess-project';
import { OutputReader } from './output-reader';

const transform = (name: string, sql: string): Record<string, string> => ({
  [`seeknal/transforms/${name}.yml`]: `kind: transform\nname: ${name}\ntransform: |\n  ${sql}\n`,
});

it('tells of each node whether it has rows, and reads no file that leads out of the project', async () => {
  const paths = await temporaryProject({
    ...transform('good', 'SELECT 1 AS id'),
    ...transform('broken', 'SELECT no_such_column'),
    ...transform('gone', 'SELECT 2 AS id'),
    ...transform('link', 'SELECT 3 AS id'),
    'seeknal/metrics/m.yml': 'kind: metric\nname: m\ntype: simple\nmeasure: x\n',
  });
  await runCli('run', '--continue-on-error', '--project', paths.root);
  await writeFiles(paths, transform('fresh', 'SELECT 4 AS id'));
  await rm(join(paths.root, intermediatePath(id('transform.gone'))));
  // As an output that somebody has replaced by a link to a file elsewhere.
  const elsewhere = (await temporaryProject()).root;
  await writeParquet({ [join(elsewhere, 'secret.parquet')]: "SELECT 'hidden' AS secret" });
  const link = join(paths.root, intermediatePath(id('transform.link')));
  await rm(link);
  await symlink(join(elsewhere, 'secret.parquet'), link);

  const { program, remove } = await bundleDataProcess();
  onTestFinished(remove);
  const assessed = await assessProject(paths);
  const reader = new OutputReader({ paths, assess: () => Promise.resolve(assessed), program });
  onTestFinished(() => reader.close());

  const states = Object.fromEntries(
    await Promise.all(
      ['good', 'broken', 'gone', 'link', 'fresh'].map(async (name) => {
        const state = await reader.outputState(id(`transform.${name}`));
        return [name, state.ok ? state.value.state : state.error.code] as const;
      }),
    ),
  );
  expect(states).toEqual({
    good: 'ready',
    broken: 'failed',
    gone: 'missing',
    link: 'missing',
    fresh: 'never_built',
  });
  expect(await reader.outputState(id('metric.m'))).toMatchObject({
    ok: true,
    value: { state: 'no_rows', instead: [] },
  });
  expect(await reader.outputState(id('transform.nowhere'))).toMatchObject({
    ok: false,
    error: { code: 'unknown_node' },
  });

  const rows = await reader.query({ sql: 'FROM transform.good', explain: false });
  expect(rows).toMatchObject({ ok: true, value: { rows: [['1']] } });
  for (const sql of ['FROM transform.link', `FROM '${link}'`, `FROM read_parquet('${link}')`]) {
    const answer = await reader.query({ sql, explain: false });
    expect(answer.ok).toBe(false);
    expect(JSON.stringify(answer)).not.toContain('hidden');
  }
  const tables = await reader.tables();
  expect(tables).toEqual({
    ok: true,
    value: [{ name: 'transform.good', columns: [{ name: 'id', type: 'INTEGER' }] }],
  });
});
