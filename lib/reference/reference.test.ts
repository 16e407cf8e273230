import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { format, resolveConfig } from 'prettier';
import { glob } from 'tinyglobby';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../files/package-root';
import { kinds } from '../kinds/registry';
import { parseProfiles } from '../project/parse-profiles';
import { describeFields } from './describe-fields';
import { jsonSchemas } from './json-schemas';
import { nodeReference } from './node-reference';

const root = packageRoot();
const remedy = 'run `npm run reference` and commit what it writes';

async function formatted(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}

describe('what is published', () => {
  it('are the schemas that check node files', async () => {
    const folder = join(root, 'public/schema');
    const schemas = await jsonSchemas();
    expect(await readdir(folder), remedy).toEqual([...schemas.keys()].toSorted());
    for (const [name, schema] of schemas) {
      const path = join(folder, name);
      const fresh = await formatted(path, JSON.stringify(schema));
      expect(await readFile(path, 'utf8'), `${name}: ${remedy}`).toBe(fresh);
    }
  });

  it('is the reference of all fields', async () => {
    const path = join(root, 'docs/node-reference.md');
    expect(await readFile(path, 'utf8'), remedy).toBe(await formatted(path, await nodeReference()));
  });
});

describe('the schemas', () => {
  const validators = new Map<string, ValidateFunction>();
  beforeAll(async () => {
    const ajv = new Ajv({ allErrors: true, strict: false });
    for (const [name, schema] of await jsonSchemas()) validators.set(name, ajv.compile(schema));
  });

  /** What a schema finds in a document; empty when nothing. */
  function mistakes(schema: string, yaml: string): string[] {
    const validate = validators.get(schema);
    if (validate === undefined) throw new Error(`There is no ${schema}`);
    validate(parse(yaml, { schema: 'core' }));
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath} ${message ?? ''}`,
    );
  }

  it('accept every file of every example', async () => {
    const files = await glob(['examples/*/seeknal/**/*.yml', '!**/seeknal/common/**'], {
      cwd: root,
    });
    expect(files.length).toBeGreaterThan(60);
    const seen = new Set<string>();
    for (const file of files) {
      const text = await readFile(join(root, file), 'utf8');
      const { kind } = parse(text) as { kind: string };
      // The example of extensions has a kind of its own.
      if (!kinds.has(kind)) continue;
      seen.add(kind);
      expect(mistakes('node.json', text), file).toEqual([]);
      expect(mistakes(`${kind}.json`, text), file).toEqual([]);
    }
    expect([...seen]).toEqual(expect.arrayContaining(['source', 'transform', 'rule', 'exposure']));
    for (const file of await glob('examples/*/seeknal_project.yml', { cwd: root })) {
      expect(mistakes('settings.json', await readFile(join(root, file), 'utf8')), file).toEqual([]);
    }
  });

  it('accept the profile of the documentation, and know the sections that are read', async () => {
    const text = await readFile(join(root, 'docs/connections.md'), 'utf8');
    const [, profile = ''] = /```yaml\n(connections:[\s\S]*?)```/.exec(text) ?? [];
    expect(mistakes('profiles.json', profile)).toEqual([]);
    const sections = Object.keys((await jsonSchemas()).get('profiles.json')?.['properties'] ?? {});
    const all = sections.map((section) => `${section}: {}\n`).join('');
    expect(parseProfiles(all, 'profiles.yml', 'error').diagnostics).toEqual([]);
  });

  it.each([
    ['node.json', 'kind: sorce\nname: a\n'],
    ['node.json', 'kind: source\nname: a\n'],
    ['node.json', 'kind: source\nsource: csv\n'],
    ['node.json', 'kind: source\nname: a/b\nsource: csv\n'],
    ['node.json', 'kind: source\nname: a\nsource: csv\ntabel: data/a.csv\n'],
    ['node.json', 'kind: transform\nname: a\ntransform: [SELECT 1]\n'],
    ['node.json', 'kind: transform\nname: a\ntransform: SELECT 1\ninputs: 5\n'],
    ['node.json', 'kind: transform\nname: a\ntransform: SELECT 1\ntimeout: soon\n'],
    ['node.json', 'kind: feature_group\nname: a\nentity: {name: x}\n'],
    ['node.json', 'kind: feature_group\nname: a\nentity: x\nmode: replace\n'],
    ['node.json', 'kind: aggregation\nname: a\nid_col: a\nfeature_date_col: b\nfeatures: []\n'],
    ['node.json', 'kind: profile\nname: a\nprofile: 3\n'],
    ['node.json', 'kind: rule\nname: a\n'],
    ['source.json', 'kind: transform\nname: a\nsource: csv\n'],
    ['settings.json', 'name: 5\n'],
    ['settings.json', 'memory-limit: 4GB\n'],
    ['settings.json', 'state_backend: redis\n'],
    ['profiles.json', 'connection: {shop: {type: postgresql}}\n'],
    ['profiles.json', 'connections: {shop: {host: a}}\n'],
    ['profiles.json', 'source_defaults: [csv]\n'],
    ['common-rules.json', 'rules: [{id: 5, value: x}]\n'],
    ['common-sources.json', 'sources: {a: 1}\n'],
    ['common-transformations.json', 'transformations: [{id: a}]\n'],
  ])('refuse a mistake: %s, %j', (schema, yaml) => {
    expect(mistakes(schema, yaml)).not.toEqual([]);
  });
});

it('tells the fields of a kind, with those inside them', async () => {
  const fields = (await describeFields('feature_group')) ?? [];
  expect(fields).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ path: 'entity.join_keys', type: 'list of text', isRequired: true }),
      expect.objectContaining({ path: 'features.<name>.dtype' }),
      expect.objectContaining({ path: 'name', isRequired: true, type: 'text' }),
    ]),
  );
  expect(await describeFields('nothing')).toBeNull();
  expect(new Set(fields.map(({ path }) => path)).size).toBe(fields.length);
});
