import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OpenProject } from '@/lib/service/project/open-project';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import { runCli } from '@/lib/testing/run-cli';
import { copySample, type SampleProject } from '@/lib/testing/sample-project';
import { matchSelector, selectionSource, vocabularyOf } from './match-selector';

/** What people write; every one is asked in the terminal and in the search box. */
const selectors = [
  'users',
  'source.users',
  'clean_*',
  'source.*',
  '*users*',
  '+churn_model',
  'users+',
  '2+churn_model',
  '1+clean_users+1',
  '@clean_orders',
  'kind:source',
  'type:transform kind:model',
  'tag:ml',
  'tag:no_such_tag',
  'owner:*',
  'path:seeknal/sources',
  'path:**/clean_*.yml',
  'state:new',
  'state:modified',
  'state:modified.sql',
  'state:modified.config',
  'state:modified.data',
  'state:changed',
  'state:unchanged',
  'state:removed',
  'state:stale',
  'state:cached',
  'state:failed state:missing',
  'state:always',
  'state:broken',
  'status:success',
  'status:cached',
  'status:failed',
  'kind:transform,state:changed',
  'users+,+churn_model',
  'kind:rule status:success,tag:ml',
  '"clean_users"',
];
const mistakes = ['', 'kind:', 'colour:red', 'state:old', 'kind:sauce', 'users,', '"users', 'a++b'];

let sample: SampleProject;
let project: OpenProject;
let snapshot: ProjectSnapshot;

beforeAll(async () => {
  sample = await copySample();
  const ran = await runCli('run', '--project', sample.paths.root);
  expect(ran.exitCode).toBe(0);
  await sample.edit('seeknal/transforms/clean_users.yml', "'%@%'", "'%@%.%'");
  await sample.edit('data/products.csv', '\n', '\n');
  await rm(join(sample.paths.root, 'seeknal/exposures/feature_export.yml'));
  const opened = await OpenProject.open(sample.paths.root);
  if (!opened.ok) throw new Error(opened.error.message);
  project = opened.value;
  snapshot = await project.snapshot();
}, 120_000);

afterAll(async () => {
  await project.close();
  await sample.remove();
});

describe('the search box and the command line', () => {
  it.each(selectors)('mean the same by %s', async (selector) => {
    const listed = await runCli(
      ...['list', '--project', sample.paths.root, '--json', '--select', selector],
    );
    expect(listed.exitCode).toBe(0);
    const ids = (JSON.parse(listed.stdout) as { node_id: string }[]).map((node) => node.node_id);
    const match = matchSelector(selector, selectionSource(snapshot));
    const present = new Set<string>(snapshot.nodes.map((node) => node.id));
    expect(match.problem).toBeNull();
    // The list shows what is there; what was removed is asked for by runs only.
    expect([...(match.ids ?? [])].filter((id) => present.has(id)).toSorted()).toEqual(
      ids.toSorted(),
    );
  });

  it.each(mistakes.slice(1))('refuse %s with the same words', async (selector) => {
    const listed = await runCli('list', '--project', sample.paths.root, '--select', selector);
    expect(listed.exitCode).not.toBe(0);
    const { problem } = matchSelector(selector, selectionSource(snapshot));
    expect(problem).not.toBeNull();
    expect(listed.stderr).toContain(problem?.message.replace(/\.$/, ''));
    expect(listed.stderr).toContain(`character ${String((problem?.at.start ?? 0) + 1)}`);
  });

  it('finds what was built and is gone', () => {
    const match = matchSelector('state:removed', selectionSource(snapshot));
    expect([...(match.ids ?? [])]).toEqual(['exposure.feature_export']);
    expect(snapshot.ghosts.nodes.map((node) => node.id)).toEqual(['exposure.feature_export']);
    expect(snapshot.ghosts.edges).toEqual([
      { from: 'feature_group.user_features', to: 'exposure.feature_export' },
    ]);
  });
});

describe('a name that is only begun', () => {
  it('is answered with all names that hold it, as the command would be written', () => {
    const source = selectionSource(snapshot);
    const match = matchSelector('+clean_u', source);
    expect(match.answers).toBe('+*clean_u*');
    expect([...(match.ids ?? [])]).toEqual([...(matchSelector('+*clean_u*', source).ids ?? [])]);
    expect(match.ids?.size).toBeGreaterThan(2);
  });

  it('finds nothing, and says so, when no name holds it', () => {
    const match = matchSelector('zebra', selectionSource(snapshot));
    expect(match.ids?.size).toBe(0);
    expect(match.problem?.code).toBe('unknown_name');
  });

  it('looks for all when nothing is written', () => {
    expect(matchSelector('  ', selectionSource(snapshot)).ids).toBeNull();
  });
});

it('completes a name by its short form, and by its id where kinds share it', () => {
  const { nodes, tags, paths } = vocabularyOf(snapshot);
  expect(nodes.find((node) => node.id === 'source.users')?.as).toBe('users');
  expect(tags).toContain('ml');
  expect(paths).toContain('seeknal/sources');
});
