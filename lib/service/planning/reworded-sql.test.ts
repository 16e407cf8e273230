import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Manifest } from '../../api/manifest';
import { ManifestDiff } from '../../api/manifest-diff';
import { projectPaths, type ProjectPaths } from '../../files/project-paths';
import { nodeId } from '../../graph/node-id';
import { nodesToRun } from '../../planner/nodes-to-run';
import { temporaryProject, writeFiles } from '../../testing/temporary-project';
import { runCli } from '../../testing/run-cli';
import { lastBuiltPath } from './last-built';
import { OpenProject } from '../project/open-project';
import { planProject } from './plan-project';
import { plainRun } from '../requests/run-request';

/** a → b → c */
async function chain(): Promise<ProjectPaths> {
  const paths = await temporaryProject();
  await writeSql(paths, 'a', [], 'SELECT 1 + 2 AS x');
  await writeSql(paths, 'b', ['a'], 'SELECT (x * 2) AS y FROM transform.a');
  await writeSql(paths, 'c', ['b'], 'SELECT y FROM transform.b');
  expect(await runCli('run', '--project', paths.root)).toMatchObject({ exitCode: 0 });
  return projectPaths(paths.root);
}

function writeSql(
  paths: ProjectPaths,
  name: string,
  reads: readonly string[],
  sql: string,
): Promise<void> {
  const inputs =
    reads.length === 0
      ? ''
      : `inputs: [${reads.map((read) => `{ref: transform.${read}}`).join()}]\n`;
  return writeFiles(paths, {
    [`seeknal/${name}.yml`]: `kind: transform\nname: ${name}\n${inputs}transform: ${JSON.stringify(sql)}\n`,
  });
}

async function toRun(paths: ProjectPaths): Promise<string[]> {
  const planned = await planProject(paths, plainRun);
  if (!planned.ok) throw new Error(planned.error.message);
  return nodesToRun(planned.value.plan);
}

async function hashes(paths: ProjectPaths): Promise<Record<string, { hash: string }>> {
  const text = await readFile(join(paths.stateDir, 'execution_state.json'), 'utf8');
  return JSON.parse(text) as Record<string, { hash: string }>;
}

it('keeps a node and its downstream in the cache when its SQL means the same', async () => {
  const paths = await chain();
  await writeSql(paths, 'b', ['a'], 'from transform.a select x * 2 as y');
  expect(await toRun(paths)).toEqual([]);
  const before = await hashes(paths);
  const { stdout } = await runCli('run', '--project', paths.root);
  expect(stdout).toContain('No changes detected. Nothing to run.');
  // Refreshed, with all that counts on it, so that the next plan need not compare again.
  const after = await hashes(paths);
  expect(after['transform.a']).toEqual(before['transform.a']);
  expect(after['transform.b']?.hash).not.toBe(before['transform.b']?.hash);
  expect(after['transform.c']?.hash).not.toBe(before['transform.c']?.hash);
  expect(await readFile(lastBuiltPath(paths), 'utf8')).toContain('from transform.a select x * 2');
  expect(await toRun(paths)).toEqual([]);
  const planned = await planProject(paths, plainRun);
  expect(planned.ok && [...planned.value.facts.values()].some((fact) => fact.isReworded)).toBe(
    false,
  );
});

it('loses no other change when it refreshes', async () => {
  const paths = await chain();
  await writeSql(paths, 'a', [], 'SELECT (1 + 2) AS x');
  await writeSql(paths, 'c', ['b'], 'SELECT y + 1 AS y FROM transform.b');
  expect(await toRun(paths)).toEqual(['transform.c']);
  await runCli('run', '--project', paths.root, '--select', 'b');
  expect(await toRun(paths)).toEqual(['transform.c']);
  expect((await runCli('run', '--project', paths.root)).stdout).toContain('Changed nodes:   1\n');
  expect(await toRun(paths)).toEqual([]);
});

it('remembers nothing in a dry run', async () => {
  const paths = await chain();
  const before = await hashes(paths);
  await writeSql(paths, 'b', ['a'], 'from transform.a select x * 2 as y');
  await runCli('run', '--dry-run', '--project', paths.root);
  expect(await hashes(paths)).toEqual(before);
});

it('is no change to diff, to parse, to the dashboard and to programs', async () => {
  const paths = await chain();
  const told = async (): Promise<unknown> => {
    const before = await Manifest.load(paths.manifest);
    const [diff, parse] = [
      await runCli('diff', '--project', paths.root),
      await runCli('parse', '--project', paths.root),
    ];
    const opened = await OpenProject.open(paths.root);
    if (!opened.ok) throw new Error(opened.error.message);
    const project = opened.value;
    try {
      const { nodes } = await project.snapshot();
      const [compared, detail] = [
        await project.compare(''),
        await project.nodeDetail(nodeId('transform', 'b')),
      ];
      const programs = await ManifestDiff.compare(before, await Manifest.load(paths.manifest));
      return {
        diff: /No changes/.test(diff.stdout),
        parse: /No changes/.test(parse.stdout),
        class: nodes.find(({ name }) => name === 'b')?.changeClass ?? null,
        compared: compared.ok && compared.value?.nodes.map(({ id }) => id),
        detail: detail.ok && detail.value.changes.map(({ path }) => path),
        programs: programs.modifiedNodes.map(({ nodeId: id }) => id),
      };
    } finally {
      await project.close();
    }
  };
  await writeSql(paths, 'b', ['a'], 'from transform.a select x * 2 as y');
  expect(await told()).toEqual({
    diff: true,
    parse: true,
    class: null,
    compared: [],
    detail: [],
    programs: [],
  });
  await writeSql(paths, 'b', ['a'], 'from transform.a select x * 3 as y');
  expect(await told()).toEqual({
    diff: false,
    parse: false,
    class: 'non_breaking',
    compared: ['transform.b'],
    detail: ['transform'],
    programs: ['transform.b'],
  });
});
