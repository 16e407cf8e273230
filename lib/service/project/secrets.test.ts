import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { projectPaths, type ProjectPaths } from '../../files/project-paths';
import { runCli } from '../../testing/run-cli';
import { TestServer } from '../../testing/test-server';
import { writeFiles } from '../../testing/temporary-project';
import { OpenProject } from './open-project';

/** Each stands in one place of the project, so that a leak tells where it comes from. */
const secrets = {
  literalPassword: 'lit-PASSWORD-4711',
  urlPassword: 'url-PASSWORD-4712',
  urlToken: 'url-TOKEN-4713',
  envPassword: 'env-PASSWORD-4714',
  profilePassword: 'pro-PASSWORD-4715',
  profileUrl: 'pru-PASSWORD-4716',
  header: 'hea-TOKEN-4717',
  bearer: 'bea-TOKEN-4718',
  hook: 'hook-PATH-4719-abcdefgh',
  basic: 'bas-PASSWORD-4720',
  defaults: 'def-TOKEN-4721',
  target: 'tar-PASSWORD-4722',
};

let server: TestServer;
let paths: ProjectPaths;

beforeEach(async () => {
  server = await TestServer.open();
  paths = projectPaths(await mkdtemp(join(tmpdir(), 'secrets ')));
});
afterEach(async () => {
  await server.close();
  await rm(paths.root, { recursive: true });
});

/** All that a run writes: every file but those that the user wrote. */
async function written(written_: ReadonlySet<string>): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const entry of await readdir(paths.root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || written_.has(path.slice(paths.root.length + 1))) continue;
    found.set(path.slice(paths.root.length + 1), await readFile(path, 'latin1'));
  }
  return found;
}

function leaksIn(text: string): string[] {
  return Object.entries(secrets).flatMap(([name, secret]) => {
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
    return forms.some((form) => text.includes(form)) ? [name] : [];
  });
}

it('lets no secret into any file that a run writes, nor into what it prints or the dashboard gets', async () => {
  // A server that repeats what it was given, as servers do in their messages.
  server.answer = ({ path, headers, body }, response) => {
    const said = JSON.stringify({ path, headers, body: body.length });
    if (path.startsWith('/data')) response.writeHead(200, { etag: '"1"' }).end('id\n1\n');
    else if (path.startsWith('/ok')) response.writeHead(200).end(said.slice(0, 150));
    else response.writeHead(422).end(said.slice(0, 150));
  };
  const at = server.url.replace('http://', '');
  const node = (kind: string, name: string, rest: string): [string, string] => [
    `seeknal/${name}.yml`,
    `kind: ${kind}\nname: ${name}\n${rest}`,
  ];
  const files: Record<string, string> = {
    '.env': `DB_PASSWORD=${secrets.envPassword}\nAPI_TOKEN=${secrets.bearer}\nHOOK=${secrets.hook}\nPLAIN=${secrets.header}\n`,
    'profiles.yml': `connections:
  literal: {type: postgresql, host: 127.0.0.1, port: 1, user: me, password: ${secrets.profilePassword}}
  by_env: {type: postgresql, host: 127.0.0.1, port: 1, user: me, password: "\${DB_PASSWORD}"}
  by_url: {type: postgresql, url: "postgres://me:${secrets.profileUrl}@127.0.0.1:1/shop"}
source_defaults:
  csv: {api_token: ${secrets.defaults}}
`,
    ...Object.fromEntries([
      node(
        'source',
        'web',
        `source: csv\ntable: http://me:${secrets.urlPassword}@${at}/data.csv?token=${secrets.urlToken}\n`,
      ),
      node(
        'source',
        'inline',
        `source: postgresql\ntable: t\nparams: {host: 127.0.0.1, port: 1, password: ${secrets.literalPassword}}\n`,
      ),
      ...['literal', 'by_env', 'by_url'].map((name) =>
        node('source', name, `source: postgresql\ntable: t\nparams: {connection: ${name}}\n`),
      ),
      node(
        'transform',
        'rows',
        `inputs: [{ref: source.web}]\ntransform: SELECT id FROM source.web\nmaterialization: {type: postgresql, table: t, host: 127.0.0.1, port: 1, user: me, password: ${secrets.target}}\n`,
      ),
      node(
        'exposure',
        'api',
        `type: api\nurl: ${server.url}/no\ndepends_on: [{ref: transform.rows}]\nparams:\n  headers: {X-Plain: "\${PLAIN}"}\n  auth: {type: bearer, token: "\${API_TOKEN}"}\n`,
      ),
      node(
        'exposure',
        'basic',
        `type: api\nurl: ${server.url}/ok\ndepends_on: [{ref: transform.rows}]\nparams: {auth: {type: basic, username: me, password: ${secrets.basic}}}\n`,
      ),
      node(
        'exposure',
        'hook',
        `type: notification\ndepends_on: [{ref: transform.rows}]\nparams: {url: "${server.url}/\${HOOK}"}\n`,
      ),
    ]),
  };
  await writeFiles(paths, files);
  const here = ['--project', paths.root];
  const printed: Record<string, string> = {};
  const call = async (...words: string[]): Promise<void> => {
    const { stdout, stderr } = await runCli(...words, ...here);
    printed[words.join(' ')] = stdout + stderr;
  };
  await call('parse');
  await call('plan', '--out', join(paths.root, 'plan.json'));
  await call('run', '--continue-on-error');
  // Changed secrets are told of as changes, in the plan and in the run after it.
  await writeFiles(
    paths,
    Object.fromEntries(
      Object.entries(files).map(([path, text]) => [
        path,
        text.replaceAll(secrets.literalPassword, 'another-one-4730'),
      ]),
    ),
  );
  await call('plan');
  await call('diff');
  await call('run', '--continue-on-error', '--json');
  await call('run', '--full', '--continue-on-error');
  await call('history', 'list');
  await call('show', 'exposure.api');
  await call('state', 'show');

  const project = await OpenProject.open(paths.root);
  if (!project.ok) throw new Error(project.error.message);
  const snapshot = await project.value.snapshot();
  const details = await Promise.all(snapshot.nodes.map(({ id }) => project.value.nodeDetail(id)));
  printed['the dashboard'] = JSON.stringify([snapshot, details]);
  await project.value.close();

  // What there is to tell was told: servers answered, refused and could not be reached.
  expect(server.heard.some(({ headers }) => headers['x-plain'] === secrets.header)).toBe(true);
  expect(server.heard.some(({ path }) => path === `/${secrets.hook}`)).toBe(true);
  expect(printed['run --continue-on-error']).toContain('ECONNREFUSED');
  const all = await written(new Set(Object.keys(files)));
  expect(all.size).toBeGreaterThan(10);
  const leaks = [...Object.entries(printed), ...all].flatMap(([where, text]) =>
    [...leaksIn(text), ...(text.includes('another-one-4730') ? ['changed literal'] : [])].map(
      (name) => `${name} in ${where}`,
    ),
  );
  expect(leaks).toEqual([]);
}, 60_000);
