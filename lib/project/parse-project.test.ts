import { execFile } from 'node:child_process';
import { readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { packageRoot } from '../files/package-root';
import type { ProjectPaths } from '../files/project-paths';
import { manifestText } from '../manifest/manifest-to-json';
import { saveManifest } from '../manifest/save-manifest';
import { id } from '../testing/manifest-of';
import { copySample } from '../testing/sample-project';
import { temporaryProject, writeFiles } from '../testing/temporary-project';
import { parseProject } from './parse-project';
import type { ParsedProject } from './parsed-project';

const users = 'kind: source\nname: users\nsource: csv\ntable: data/users.csv\n';
const data = { 'data/users.csv': 'id\n1\n' };

function transform(name: string, ...refs: string[]): string {
  const inputs = refs.map((ref) => `  - ref: ${ref}\n`).join('');
  return `kind: transform\nname: ${name}\ninputs:\n${inputs}transform: SELECT * FROM source\n`;
}

/** Each diagnostic as a person sees it, without its hint. */
function told({ diagnostics }: ParsedProject): string[] {
  return diagnostics.map(({ place, message }) =>
    place === null
      ? message
      : `${place.file}:${String(place.line)}:${String(place.column)}: ${message}`,
  );
}

const nodesOf = ({ manifest }: ParsedProject): string[] => [...manifest.nodes.keys()];
const edgesOf = ({ manifest }: ParsedProject): string[] =>
  manifest.edges.map(({ from, to }) => `${from} > ${to}`);

async function parse(files: Record<string, string | Uint8Array>): Promise<ParsedProject> {
  return parseProject(await temporaryProject({ ...data, ...files }));
}

/** What is told of a project whose only node file has this text. */
async function toldOf(text: string | Uint8Array): Promise<string[]> {
  return told(await parse({ 'seeknal/a.yml': text }));
}

describe('the corner-shop sample', () => {
  it('is fifteen nodes and the edges of its README, without a complaint', async () => {
    const sample = await copySample();
    onTestFinished(sample.remove);
    const parsed = await parseProject(sample.paths);
    expect(told(parsed)).toEqual([]);
    expect(parsed.manifest.metadata.project).toBe('corner-shop');
    expect(parsed.manifest.nodes.size).toBe(15);
    expect(edgesOf(parsed)).toEqual([
      'feature_group.user_features > exposure.feature_export',
      'feature_group.user_features > model.churn_model',
      'source.orders > transform.clean_orders',
      'source.payments > transform.clean_orders',
      'source.products > transform.clean_orders',
      'source.sessions > transform.user_sessions',
      'source.users > transform.clean_users',
      'transform.clean_orders > aggregation.daily_sales',
      'transform.clean_orders > feature_group.order_features',
      'transform.clean_orders > feature_group.user_features',
      'transform.clean_users > feature_group.old_features',
      'transform.clean_users > feature_group.user_features',
      'transform.clean_users > rule.clean_users_complete',
      'transform.user_sessions > feature_group.user_features',
    ]);
    expect(parsed.manifest.nodes.get(id('source.users'))).toMatchObject({
      name: 'users',
      kind: 'source',
      description: 'Accounts of the web shop',
      owner: 'shop-team',
      tags: ['source', 'pii'],
      columns: { user_id: 'Account number' },
      config: { kind: 'source', source: 'csv', table: 'data/users.csv' },
      filePath: 'seeknal/sources/users.yml',
    });
  });
});

describe('finding node files', () => {
  it('takes .yml and .yaml from any folder, but not shared snippets and templates', async () => {
    const parsed = await parse({
      'seeknal/users.yml': users,
      'seeknal/deep/er/common/b.yaml': transform('b', 'source.users'),
      'seeknal/common/rules.yml': 'rules: []',
      'seeknal/templates/source.yml': 'kind: {{ kind }}',
      'seeknal/notes.txt': 'kind',
    });
    expect(told(parsed)).toEqual([]);
    expect(nodesOf(parsed)).toEqual(['source.users', 'transform.b']);
  });

  it('says what to do when there are none', async () => {
    const parsed = await parse({ 'seeknal/.gitkeep': '' });
    expect(parsed.hasErrors).toBe(true);
    expect(parsed.diagnostics).toMatchObject([{ code: 'no_node_files', place: null }]);
  });

  it('follows links to files, never links to folders, and does not hang on a circle', async () => {
    const paths = await temporaryProject({
      ...data,
      'shared/users.yml': users,
      'seeknal/sub/b.yml': transform('b', 'source.users'),
    });
    await symlink('../shared/users.yml', join(paths.nodeFiles, 'users.yml'));
    await symlink('..', join(paths.nodeFiles, 'sub', 'up'));
    const parsed = await parseProject(paths);
    expect(told(parsed)).toEqual([]);
    expect(nodesOf(parsed)).toEqual(['source.users', 'transform.b']);
  });

  it('tells of links that lead nowhere or in a circle, and loses no other file over them', async () => {
    const paths = await temporaryProject({ ...data, 'seeknal/sub/users.yml': users });
    await symlink('gone.yml', join(paths.nodeFiles, 'a.yml'));
    await symlink('b.yml', join(paths.nodeFiles, 'b.yml'));
    const parsed = await parseProject(paths);
    expect(told(parsed)).toEqual([
      "seeknal/a.yml:1:1: seeknal/a.yml can't be read: it is a link to a file that is not there",
      expect.stringMatching(/^seeknal\/b\.yml:1:1: seeknal\/b\.yml can't be read: ELOOP/),
    ]);
    expect(nodesOf(parsed)).toEqual(['source.users']);
  });

  it('passes over the locks and shadows that editors and systems leave', async () => {
    const paths = await temporaryProject({
      ...data,
      'seeknal/users.yml': users,
      'seeknal/._users.yml': new Uint8Array([0, 5, 22, 7]),
    });
    await symlink('me@here.1234', join(paths.nodeFiles, '.#users.yml'));
    expect(told(await parseProject(paths))).toEqual([]);
  });

  it('does not wait for somebody to write into a pipe', async () => {
    const paths = await temporaryProject({ ...data, 'seeknal/users.yml': users });
    await promisify(execFile)('mkfifo', [join(paths.nodeFiles, 'pipe.yml')]);
    expect(told(await parseProject(paths))).toEqual([
      "seeknal/pipe.yml:1:1: seeknal/pipe.yml can't be read: it is not a file",
    ]);
  });
});

describe('a file that is no YAML', () => {
  it.each([
    [
      'an unclosed list',
      'kind: source\nname: [users\nsource: csv\n',
      '3:1: Invalid YAML: Flow sequence',
    ],
    [
      'a list that never ends',
      'kind: source\nname: users\ntags: [a,\n\n\n',
      '3:10: Invalid YAML: Flow',
    ],
    [
      'wrong indentation',
      'kind: source\nname: users\n  source: csv\n',
      '2:7: Invalid YAML: Nested',
    ],
    [
      'an unclosed quote, at its beginning',
      'kind: source\nname: "users\nsource: csv\ntable: x\n',
      '2:7: Invalid YAML: the text that starts here has no closing "',
    ],
    [
      'tabs',
      'kind: source\nname: users\nparams:\n\theader: true\n',
      '4:1: Invalid YAML: Tabs are not allowed as indentation',
    ],
    [
      'a key that is given twice',
      'kind: source\nparams:\n  a: 1\n  b: 2\n  a: 3\n',
      '5:3: Invalid YAML: "a" is given twice',
    ],
    [
      'two documents',
      `${users}---\n${users}`,
      '5:1: A second document starts here, and a node file holds one.',
    ],
    [
      'an alias without an anchor',
      'kind: source\nname: x\nsource: *format\n',
      '3:9: Invalid YAML: there is no anchor &format before this *format',
    ],
    [
      'an alias inside its own anchor',
      'kind: source\nname: x\nsource: csv\nparams: &p\n  me: *p\n',
      '5:7: Invalid YAML: *p would contain itself',
    ],
    [
      'nesting without an end',
      `kind: source\nname: x\nparams: ${'['.repeat(20_000)}`,
      expect.stringMatching(/^3:\d+: Values are nested too deeply here\.$/),
    ],
    ['nothing', '', '1:1: A node file must be a mapping'],
    ['a list', '- kind: source\n', '1:1: A node file must be a mapping'],
  ])('has %s: told once, with line and column', async (_, text, expected) => {
    const [message, ...further] = await toldOf(text);
    expect(further).toEqual([]);
    const place = message?.replace(/^seeknal\/a\.yml:/, '');
    if (typeof expected === 'string') expect(place?.slice(0, expected.length)).toBe(expected);
    else expect(place).toEqual(expected);
  });

  it('does not multiply aliases until memory ends', async () => {
    const bomb = Array.from({ length: 12 }, (_, level) => {
      const inside = level === 0 ? '"ha"' : `*a${String(level - 1)}`;
      return `a${String(level)}: &a${String(level)} [${Array(10).fill(inside).join(', ')}]\n`;
    }).join('');
    expect(await toldOf(bomb + users)).toEqual([
      'seeknal/a.yml:1:1: Invalid YAML: its aliases multiply to far too many values',
    ]);
  });

  it('names the first place that is not UTF-8', async () => {
    const latin = Buffer.from(`${users}description: Café\n`, 'latin1');
    expect(await toldOf(latin)).toEqual(['seeknal/a.yml:5:17: The file is not UTF-8 text.']);
    const wide = Buffer.from(`\uFEFF${users}`, 'utf16le');
    expect(await toldOf(wide)).toEqual(['seeknal/a.yml:1:1: The file is not UTF-8 text.']);
  });

  it('refuses a file too large to be written by hand, without reading it', async () => {
    const [message] = await toldOf(`${users}# ${'x'.repeat(6_000_000)}\n`);
    expect(message).toMatch(/can't be read: it has 6\.0 MB, and a node file may have 5\.0$/);
  });

  // Where the time grew with the square of the keys, this did not end within minutes.
  it('comes to an end with a mapping of 30,000 keys', { timeout: 60_000 }, async () => {
    const columns = Array.from({ length: 30_000 }, (_, index) => `  c${String(index)}: text\n`);
    expect(await toldOf(`${users}columns:\n${columns.join('')}`)).toEqual([]);
  });
});

describe('text of other systems', () => {
  it.each([
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['both', (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`],
  ])('with %s reads the same and has its mistakes in the same place', async (_, written) => {
    const plain = await parse({ 'seeknal/a.yml': users });
    const other = await parse({ 'seeknal/a.yml': written(users) });
    expect([...other.manifest.nodes.values()]).toEqual([...plain.manifest.nodes.values()]);
    expect(await toldOf(written(users.replace('csv', '[3]')))).toEqual([
      'seeknal/a.yml:3:1: "source": Invalid input: expected string, received array',
    ]);
  });

  it('may share values by anchors and merge keys', async () => {
    const parsed = await parse({
      'seeknal/a.yml':
        'kind: source\nname: users\n<<: &file {source: csv, table: data/users.csv}\n',
    });
    expect(told(parsed)).toEqual([]);
    expect(parsed.manifest.nodes.get(id('source.users'))?.config).toEqual({
      kind: 'source',
      name: 'users',
      source: 'csv',
      table: 'data/users.csv',
    });
  });
});

describe('a document that is no node', () => {
  it('has {{ }} without quotes told, which YAML takes for something else', async () => {
    expect(await toldOf(`${users}params:\n  since: {{ today }}\n`)).toEqual([
      'seeknal/a.yml:6:11: Invalid YAML: a list or a mapping stands where a name should',
    ]);
  });

  it('has its missing fields told together', async () => {
    expect(await toldOf('source: csv\n')).toEqual([
      'seeknal/a.yml:1:1: The field "kind" is missing.',
      'seeknal/a.yml:1:1: The field "name" is missing.',
    ]);
  });

  it('has an unknown kind told with the nearest one', async () => {
    const parsed = await parse({ 'seeknal/a.yml': 'name: x\nkind: Sorce\n' });
    expect(told(parsed)).toEqual(['seeknal/a.yml:2:1: Unknown kind "Sorce".']);
    expect(parsed.diagnostics[0]?.hint).toBe('Did you mean source?');
  });

  it('has every field of the wrong type told at its place', async () => {
    expect(
      await toldOf(`${users}tags: [raw, 3]\nparams: [1]\ndescription:\n  - x\ntimeout: soon\n`),
    ).toEqual([
      'seeknal/a.yml:5:1: "tags": expected a list of words, as in [raw, daily]',
      'seeknal/a.yml:6:1: "params": expected a mapping of names to values',
      'seeknal/a.yml:7:1: "description": Invalid input: expected string, received array',
      'seeknal/a.yml:9:1: "timeout": Invalid input: expected number, received string; it is "soon"',
    ]);
  });

  it.each(['../../etc/passwd', 'a/b', '..', 'a\\b'])(
    'must not be called %s, which would lead out of its folder',
    async (name) => {
      const parsed = await parse({
        'seeknal/a.yml': users.replace('name: users', `name: '${name}'`),
      });
      expect(parsed.diagnostics).toMatchObject([
        { code: 'invalid_field', place: { line: 2, column: 1 } },
      ]);
    },
  );

  it('only warns of a field that looks mistyped', async () => {
    const parsed = await parse({ 'seeknal/a.yml': `${users}descripton: x\n` });
    expect(parsed.hasErrors).toBe(false);
    expect(parsed.diagnostics).toMatchObject([
      { severity: 'warning', hint: 'Did you mean description?', place: { line: 5, column: 1 } },
    ]);
  });
});

describe('nodes held against each other', () => {
  it('tell a reference to nothing at its place, with the nearest node', async () => {
    const parsed = await parse({
      'seeknal/a.yml': users,
      'seeknal/b.yml': transform('b', 'source.users', 'source.user'),
    });
    expect(told(parsed)).toEqual([
      "seeknal/b.yml:5:10: Node 'transform.b' depends on 'source.user' which does not exist",
    ]);
    expect(parsed.diagnostics[0]?.hint).toBe('Did you mean source.users?');
    expect(edgesOf(parsed)).toEqual(['source.users > transform.b']);
  });

  it('are joined by the source of an aggregation and the model of a semantic model', async () => {
    const parsed = await parse({
      'seeknal/a.yml': users,
      'seeknal/b.yml':
        'kind: second_order_aggregation\nname: b\nsource: source.users\nid_col: id\nfeature_date_col: day\napplication_date_col: day\nfeatures:\n  n: {basic: [count]}\n',
      'seeknal/c.yml': `kind: semantic_model\nname: c\nmodel: "ref('source.users')"\n`,
      'seeknal/d.yml':
        'kind: metric\nname: d\ntype: derived\nexpr: a / 2\ninputs:\n  - {metric: a}\n',
    });
    expect(told(parsed)).toEqual([]);
    expect(edgesOf(parsed)).toEqual([
      'source.users > second_order_aggregation.b',
      'source.users > semantic_model.c',
    ]);
  });

  it('tell a reference in SQL at its line of the SQL', async () => {
    const sql =
      "  SELECT *\n  FROM ref('source.users') u\n  JOIN ref('source.userz') z USING (id)\n";
    const parsed = await parse({
      'seeknal/a.yml': users,
      'seeknal/b.yml': `kind: transform\nname: b\ntransform: |\n${sql}`,
    });
    expect(told(parsed)).toEqual([
      "seeknal/b.yml:6:13: Node 'transform.b' depends on 'source.userz' which does not exist",
    ]);
    expect(edgesOf(parsed)).toEqual(['source.users > transform.b']);
  });

  it('read inputs in all their forms, depends_on only without inputs, and count a node once', async () => {
    const files = {
      'seeknal/users.yml': users,
      'seeknal/other.yml': users.replace('name: users', 'name: other'),
    };
    const edgesWith = async (fields: string): Promise<string[]> =>
      edgesOf(
        await parse({
          ...files,
          'seeknal/b.yml': `kind: transform\nname: b\n${fields}\ntransform: SELECT 1\n`,
        }),
      );
    const both = ['source.other > transform.b', 'source.users > transform.b'];
    expect(await edgesWith('inputs: [{ref: source.users}, source.other]')).toEqual(both);
    expect(await edgesWith('inputs: {u: "ref:source.users", o: source.other}')).toEqual(both);
    expect(
      await edgesWith(`inputs: ["ref('source.users')", {ref: source.users}, source.other]`),
    ).toEqual(both);
    expect(await edgesWith('depends_on: [{ref: source.users}]')).toEqual(both.slice(1));
    expect(
      await edgesWith('inputs: [{ref: source.users}]\ndepends_on: [{ref: source.other}]'),
    ).toEqual(both.slice(1));
  });

  it('tell a cycle in the words of the document, at a reference that closes it', async () => {
    const parsed = await parse({
      'seeknal/a.yml': transform('a', 'transform.c'),
      'seeknal/b.yml': transform('b', 'transform.a'),
      'seeknal/c.yml': transform('c', 'transform.b'),
    });
    expect(told(parsed)).toEqual([
      'seeknal/b.yml:4:10: DAG contains cycle: transform.a -> transform.b -> transform.c -> transform.a',
    ]);
    expect(await toldOf(transform('a', 'transform.a'))).toEqual([
      'seeknal/a.yml:4:10: DAG contains cycle: transform.a -> transform.a',
    ]);
  });

  it('keep the first of two files that define one node', async () => {
    const parsed = await parse({
      'seeknal/a.yml': users,
      'seeknal/b.yml': `description: the second\n${users}`,
    });
    expect(told(parsed)).toEqual([
      "seeknal/b.yml:3:1: Duplicate node 'source.users' found in seeknal/b.yml (already defined in seeknal/a.yml)",
    ]);
    expect(parsed.manifest.nodes.get(id('source.users'))?.filePath).toBe('seeknal/a.yml');
  });

  it('must not write the same file', async () => {
    const parsed = await parse({
      'seeknal/a.yml': users.replace('name: users', 'name: a.b'),
      'seeknal/b.yml': users.replace('name: users', 'name: a_b'),
    });
    expect(told(parsed)).toEqual([
      "seeknal/b.yml:2:1: Nodes 'source.a_b' and 'source.a.b' would both write source_a_b.parquet",
    ]);
  });
});

describe('data files', () => {
  it('that are not there are a warning at the line that names them', async () => {
    const parsed = await parse({ 'seeknal/a.yml': users.replace('users.csv', 'user.csv') });
    expect(parsed.hasErrors).toBe(false);
    expect(told(parsed)).toEqual([
      'seeknal/a.yml:4:8: source.users reads data/user.csv, which is not there.',
    ]);
  });

  it('may be a pattern, as long as its folder is there', async () => {
    expect(await toldOf(users.replace('users.csv', '2024-*.csv'))).toEqual([]);
    expect(await toldOf(users.replace('data/users.csv', 'dat/part[12].csv'))).toEqual([
      'seeknal/a.yml:4:8: source.users reads dat/part[12].csv, which is not there.',
    ]);
  });
});

it('tells errors before warnings, then by file and line', async () => {
  const parsed = await parse({
    'seeknal/a.yml': users.replace('users.csv', 'gone.csv'),
    'seeknal/c.yml': 'kind: source\nname: [c\n',
    'seeknal/b.yml': `${transform('b', 'source.x', 'source.y')}tags: 3\n`,
  });
  expect(parsed.diagnostics.map(({ code, place }) => `${code} ${place?.file ?? ''}`)).toEqual([
    'unknown_ref seeknal/b.yml',
    'unknown_ref seeknal/b.yml',
    'invalid_field seeknal/b.yml',
    'invalid_yaml seeknal/c.yml',
    'data_file_missing seeknal/a.yml',
  ]);
});

it('does not blame the readers of a file that can not be read', async () => {
  const parsed = await parse({
    'seeknal/users.yml': 'kind: source\nname: [users\n',
    'seeknal/b.yml': transform('b', 'source.users'),
  });
  expect(parsed.diagnostics.map(({ code, place }) => `${code} ${place?.file ?? ''}`)).toEqual([
    'invalid_yaml seeknal/users.yml',
  ]);
});

describe('the settings', () => {
  it('name the project; without them it is called as its folder', async () => {
    const named = await parse({
      'seeknal_project.yml': 'name: "my shop"\n',
      'seeknal/a.yml': users,
    });
    expect(named.manifest.metadata.project).toBe('my shop');
    expect((await parse({ 'seeknal/a.yml': users })).manifest.metadata.project).toMatch(
      /^a project /,
    );
    const odd = await parse({ 'seeknal_project.yml': '- a\n', 'seeknal/a.yml': users });
    expect(odd.manifest.metadata.project).toMatch(/^a project /);
  });

  it('that are broken are told, and the nodes are read all the same', async () => {
    const parsed = await parse({
      'seeknal_project.yml': 'name: shop\nversion: [1\n',
      'seeknal/a.yml': users,
    });
    expect(told(parsed)[0]).toMatch(/^seeknal_project\.yml:2:12: Invalid YAML: /);
    expect(parsed.manifest.metadata.project).toBe('shop');
    expect(nodesOf(parsed)).toEqual(['source.users']);
  });

  it('say how many slots pools have, how much memory there is, and where state is kept', async () => {
    const { settings } = await parse({
      'seeknal_project.yml':
        'name: shop\npools:\n  gpu: 1\n  warehouse: 4\nmemory_limit: 1.5GB\nstate: sqlite:state.db\n',
      'seeknal/a.yml': users,
    });
    expect(settings).toEqual({
      name: 'shop',
      pools: new Map([
        ['gpu', 1],
        ['warehouse', 4],
      ]),
      memoryLimitBytes: 1_500_000_000,
      stateUrl: 'sqlite:state.db',
    });
  });

  it.each([
    [
      'pools: [gpu]',
      '2:1: "pools" must be a mapping of names to numbers of slots, as in "gpu: 1".',
    ],
    ['pools: {gpu: 0}', '2:9: The pool "gpu" must have a number of slots above 0.'],
    ['memory_limit: lots', '2:1: "memory_limit" must be a size, as in "4GB".'],
    ['state: 5', '2:1: "state" must be an address, as in "sqlite:target/state/state.db".'],
  ])('are told when they are no numbers: %s', async (line, message) => {
    const parsed = await parse({
      'seeknal_project.yml': `name: shop\n${line}\n`,
      'seeknal/a.yml': users,
    });
    expect(told(parsed)).toContain(`seeknal_project.yml:${message}`);
  });

  it('warn of a pool that has no slots', async () => {
    const parsed = await parse({
      'seeknal_project.yml': 'pools: {warehouse: 2}\n',
      'seeknal/a.yml': `${users}pool: warehuose\n`,
    });
    expect(parsed.diagnostics).toMatchObject([
      { code: 'unknown_pool', severity: 'warning', hint: 'Did you mean warehouse?' },
    ]);
  });

  it('that cannot be read are a mistake of the project, not a crash', async () => {
    const parsed = await parse({ 'seeknal_project.yml/x': '', 'seeknal/a.yml': users });
    expect(parsed.diagnostics).toMatchObject([{ code: 'invalid_settings' }]);
  });
});

describe('a node whose file is broken', () => {
  async function goodProject(): Promise<ProjectPaths> {
    const paths = await temporaryProject({
      ...data,
      'seeknal/a.yml': users,
      'seeknal/b.yml': transform('b', 'source.users'),
      'seeknal/c.yml': transform('c', 'transform.b'),
    });
    await saveManifest(paths, (await parseProject(paths)).manifest);
    return paths;
  }

  it.each([
    ['is no YAML', 'kind: transform\nname: [b\n'],
    ['says nothing of a node', 'hello\n'],
    ['has a field of the wrong type', `${transform('b', 'source.users')}tags: 3\n`],
    ['is not UTF-8', Buffer.from(`${transform('b', 'source.users')}# é\n`, 'latin1')],
  ])('stays with its edges as in the last good manifest when the file %s', async (_, text) => {
    const paths = await goodProject();
    const good = await parseProject(paths);
    await writeFiles(paths, { 'seeknal/b.yml': text });
    const parsed = await parseProject(paths);
    expect(parsed.hasErrors).toBe(true);
    expect(parsed.diagnostics.map(({ place }) => place?.file)).toEqual(['seeknal/b.yml']);
    expect([...parsed.broken]).toEqual(['transform.b']);
    expect(nodesOf(parsed)).toEqual(nodesOf(good));
    expect(edgesOf(parsed)).toEqual(edgesOf(good));
    expect(parsed.manifest.nodes.get(id('transform.b'))).toEqual(
      good.manifest.nodes.get(id('transform.b')),
    );
  });

  it('is right again as soon as the file is', async () => {
    const paths = await goodProject();
    await writeFiles(paths, { 'seeknal/b.yml': 'kind: [\n' });
    await parseProject(paths);
    await writeFiles(paths, { 'seeknal/b.yml': transform('b', 'source.users') });
    const parsed = await parseProject(paths);
    expect(told(parsed)).toEqual([]);
    expect(parsed.broken.size).toBe(0);
  });

  it('is gone when the file is deleted', async () => {
    const paths = await goodProject();
    await rm(join(paths.root, 'seeknal/c.yml'));
    expect(nodesOf(await parseProject(paths))).toEqual(['source.users', 'transform.b']);
  });
});

describe('a project that is only a manifest', () => {
  const filesAreGone: unknown = expect.stringMatching(/^There is no node file under seeknal\//);
  const node = (text: string): object => {
    const [type = '', name = ''] = text.split('.');
    return { id: text, name, type };
  };
  const manifest = (ids: string[], edges: [string, string][]): string =>
    JSON.stringify({
      metadata: { project: 'old' },
      nodes: Object.fromEntries(ids.map((text) => [text, node(text)])),
      edges: edges.map(([from, to]) => ({ from, to })),
    });

  it('is taken as it is', async () => {
    const parsed = await parse({
      'target/manifest.json': manifest(['source.a', 'transform.b'], [['source.a', 'transform.b']]),
    });
    expect(told(parsed)).toEqual([filesAreGone]);
    expect(parsed.hasErrors).toBe(false);
    expect(edgesOf(parsed)).toEqual(['source.a > transform.b']);
  });

  it('says of when the manifest is, and what to do', async () => {
    const of = JSON.stringify({
      metadata: { project: 'old', generated_at: '2026-03-01T10:20:30Z' },
      nodes: { 'source.a': node('source.a') },
      edges: [],
    });
    const { diagnostics } = await parse({ 'target/manifest.json': of });
    expect(diagnostics).toMatchObject([{ code: 'nodes_from_manifest', severity: 'warning' }]);
    expect(diagnostics[0]?.message).toContain('target/manifest.json of 2026-03-01 10:20 UTC');
    expect(diagnostics[0]?.hint).toContain('Bring the files back');
    const emptied = await parse({
      'target/manifest.json': of,
      'seeknal/a.yml': 'kind: source\nname: a\nsource: csv\ntable: a.csv\n',
    });
    expect(told(emptied).join()).not.toContain('manifest.json');
  });

  it('has its cycles told, although no document names them', async () => {
    const parsed = await parse({
      'target/manifest.json': manifest(
        ['source.a', 'transform.b'],
        [
          ['source.a', 'transform.b'],
          ['transform.b', 'source.a'],
        ],
      ),
    });
    expect(told(parsed)).toEqual([
      'DAG contains cycle: source.a -> transform.b -> source.a',
      filesAreGone,
    ]);
    expect(parsed.hasErrors).toBe(true);
  });

  it('has nodes told that cannot be run here', async () => {
    const parsed = await parse({ 'target/manifest.json': manifest(['python.m'], []) });
    expect(parsed.diagnostics).toMatchObject([
      { code: 'unknown_kind', severity: 'error', nodeId: 'python.m' },
      { code: 'nodes_from_manifest', severity: 'warning' },
    ]);
  });

  it('has a broken manifest told with its place', async () => {
    const parsed = await parse({ 'target/manifest.json': '{\n"metadata": {,' });
    expect(told(parsed)).toEqual([expect.stringMatching(/manifest\.json:2:14: not JSON: /)]);
  });
});

it('reads unchanged settings from their cache, and changed ones from the file', async () => {
  const paths = await temporaryProject({ 'seeknal_project.yml': 'name: shop\npools: {gpu: 2}\n' });
  // Only files that haven't just changed are cached.
  onTestFinished(() => void vi.useRealTimers());
  vi.setSystemTime(Date.now() + 10_000);
  const nameNow = async (): Promise<string> => (await parseProject(paths)).settings.name;
  expect(await nameNow()).toBe('shop');
  const cachePath = join(paths.seeknalDir, 'settings-cache.json');
  const cache = await readFile(cachePath, 'utf8');
  await writeFile(cachePath, cache.replace('"shop"', '"from the cache"'));
  const { settings } = await parseProject(paths);
  expect(settings).toMatchObject({ name: 'from the cache', pools: new Map([['gpu', 2]]) });
  await writeFile(cachePath, cache.slice(0, -9));
  expect(await nameNow()).toBe('shop');
  await writeFile(paths.settings, 'name: sold\npools: {gpu: 2}\n');
  expect(await nameNow()).toBe('sold');
});

describe('the parse cache', () => {
  const usersFile = 'seeknal/sources/users.yml';
  const cacheOf = (paths: ProjectPaths): string => join(paths.seeknalDir, 'parse-cache.json');

  /** Links to the sample's files, which are old enough to be cached, and one file that is broken. */
  async function linkedProject(): Promise<ProjectPaths> {
    const paths = await temporaryProject({ 'seeknal/sources/broken.yml': 'name: [\n' });
    for (const name of ['users', 'orders']) {
      const file = `seeknal/sources/${name}.yml`;
      await symlink(join(packageRoot(), 'examples/corner-shop', file), join(paths.root, file));
    }
    return paths;
  }

  const descriptionOf = (parsed: ParsedProject): string | null | undefined =>
    parsed.manifest.nodes.get(id('source.users'))?.description;

  it('is used for files that have not changed, and gives the same as reading them', async () => {
    const paths = await linkedProject();
    const first = await parseProject(paths);
    const second = await parseProject(paths);
    expect(second.diagnostics).toEqual(first.diagnostics);
    expect(manifestText(second.manifest)).toBe(manifestText(first.manifest));

    const cache = await readFile(cacheOf(paths), 'utf8');
    await writeFile(cacheOf(paths), cache.replace('Accounts of the web shop', 'From the cache'));
    expect(descriptionOf(await parseProject(paths))).toBe('From the cache');
  });

  it('does not hide an edit that keeps size and time', async () => {
    const paths = await linkedProject();
    await parseProject(paths);
    const file = join(paths.root, usersFile);
    const { atime, mtime } = await stat(file);
    const text = await readFile(file, 'utf8');
    await rm(file);
    await writeFile(file, text.replace('Accounts', 'Sccounta'));
    await utimes(file, atime, mtime);
    expect(descriptionOf(await parseProject(paths))).toBe('Sccounta of the web shop');
  });

  it('does not hold files so young that a second edit could have the same time', async () => {
    const paths = await temporaryProject({ ...data, 'seeknal/a.yml': users });
    for (let round = 0; round < 20; round += 1) {
      const name = `name${String.fromCharCode(97 + round)}`;
      await writeFile(
        join(paths.root, 'seeknal/a.yml'),
        users.replace('name: users', `name: ${name}`),
      );
      expect(nodesOf(await parseProject(paths))).toEqual([`source.${name}`]);
    }
    expect(await readFile(cacheOf(paths), 'utf8').catch(() => '')).not.toContain('seeknal/a.yml');
  });

  it('forgets files that are gone', async () => {
    const paths = await linkedProject();
    await parseProject(paths);
    await rm(join(paths.root, usersFile));
    expect(nodesOf(await parseProject(paths))).toEqual(['source.orders']);
    expect(await readFile(cacheOf(paths), 'utf8')).not.toContain('users.yml');
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, -20)],
    ['empty', () => ''],
    ['of another form', () => '{"format": 1, "files": {}}'],
    ['full of nothing', (text: string) => text.replace(/"files":.*/s, '"files":[null]}')],
    ['of another version', (text: string) => text.replace('"format":"', '"format":"9.')],
  ])('counts as none when it is %s, and is made anew', async (_, spoil) => {
    const paths = await linkedProject();
    const first = await parseProject(paths);
    const cache = await readFile(cacheOf(paths), 'utf8');
    const lie = cache.replaceAll('Accounts of the web shop', 'From the cache');
    await writeFile(cacheOf(paths), spoil(lie));
    const second = await parseProject(paths);
    expect(second.diagnostics).toEqual(first.diagnostics);
    expect(manifestText(second.manifest)).toBe(manifestText(first.manifest));
    const made = await readFile(cacheOf(paths), 'utf8');
    expect(made).toContain(usersFile);
    expect(made).not.toContain('From the cache');
  });
});
