import { expect, it } from 'vitest';
import { temporaryProject, writeFiles } from '../testing/temporary-project';
import { parseProject } from './parse-project';

const source = 'kind: source\nname: users\nsource: csv\ntable: users.csv\n';
const transform = (sql: string, ref = 'source.users'): string =>
  `kind: transform\nname: clean\ninputs:\n  - ref: ${ref}\ntransform: "${sql}"\n`;

async function twoNodes() {
  const project = await temporaryProject({
    'users.csv': 'id\n1\n',
    'seeknal/users.yml': source,
    'seeknal/clean.yml': transform('SELECT 1 AS a FROM source.users'),
  });
  const other = await temporaryProject({ 'seeknal/users.yml': source });
  return {
    write: (files: Readonly<Record<string, string>>) => writeFiles(project, files),
    parse: () => parseProject(project),
    /** As a process does that has not seen the project before. */
    parseAnew: async () => {
      await parseProject(other);
      return parseProject(project);
    },
  };
}

it('keeps the graph while only definitions change, and the result is that of a first look', async () => {
  const { parse, parseAnew, write } = await twoNodes();
  const before = await parse();
  await write({ 'seeknal/clean.yml': transform("SELECT '{{ today }}' AS b FROM source.users") });
  const after = await parse();
  expect(after.manifest.graph).toBe(before.manifest.graph);
  expect([...after.templated]).toEqual(['transform.clean']);
  expect(after).toEqual(await parseAnew());
  await write({ 'seeknal/clean.yml': transform('SELECT 2 AS c FROM source.users') });
  await parse();
  await write({ 'seeknal/clean.yml': transform('SELECT 3 AS c FROM source.users') });
  const last = await parse();
  expect([...last.templated]).toEqual([]);
  expect(last).toEqual(await parseAnew());
});

it.each([
  ['reads another node', { 'seeknal/clean.yml': transform('SELECT 1', 'source.nobody') }],
  ['has another name', { 'seeknal/users.yml': source.replace('name: users', 'name: people') }],
  ['can not be read', { 'seeknal/clean.yml': 'kind: [' }],
  ['has joined', { 'seeknal/more.yml': source.replace('name: users', 'name: more') }],
  ['reads in a circle', { 'seeknal/users.yml': `${source}depends_on: [transform.clean]\n` }],
])('looks at everything when a node %s', async (_, files) => {
  const { parse, parseAnew, write } = await twoNodes();
  const before = await parse();
  await write(files);
  const after = await parse();
  expect(after.manifest.graph).not.toBe(before.manifest.graph);
  expect(after).toEqual(await parseAnew());
  expect(await parse()).toEqual(await parseAnew());
});
