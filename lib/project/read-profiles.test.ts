import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readEnvironment } from '../files/read-environment';
import { projectPaths } from '../files/project-paths';
import { readProfiles } from './read-profiles';

let folder: string;
let project: string;
let home: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'profiles-'));
  [project, home] = [join(folder, 'project'), join(folder, 'home')];
  await mkdir(project);
  await mkdir(join(home, '.seeknal'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

const shop = (name: string): string => `connections: {${name}: {type: postgresql}}\n`;
const names = async (profile: string | null = null): Promise<string[]> => {
  const { profiles } = await readProfiles(projectPaths(project, { profile }), home);
  return [...profiles.connections.keys()];
};

it('takes the named file, else the project’s, else that of the home folder, else none', async () => {
  expect(await names()).toEqual([]);
  await writeFile(join(home, '.seeknal/profiles.yml'), shop('of_home'));
  expect(await names()).toEqual(['of_home']);
  await writeFile(join(project, 'profiles.yml'), shop('of_project'));
  expect(await names()).toEqual(['of_project']);
  await writeFile(join(folder, 'other.yml'), shop('named'));
  expect(await names(join(folder, 'other.yml'))).toEqual(['named']);
});

it('refuses a named file that is not there', async () => {
  const paths = projectPaths(project, { profile: join(project, 'gone.yml') });
  expect((await readProfiles(paths, home)).diagnostics).toMatchObject([
    {
      severity: 'error',
      message: "The profile gone.yml can't be read: there is no such file.",
      place: { file: 'gone.yml', line: 1, column: 1 },
    },
  ]);
});

it('tells every mistake with its place, and never a value', async () => {
  await writeFile(
    join(project, 'profiles.yml'),
    `connections:
  shop: hunter2
  bank:
    host: db
    password: hunter2
source_default:
  csv: {}
source_defaults: [hunter2]
`,
  );
  const { diagnostics } = await readProfiles(projectPaths(project), home);
  expect(
    diagnostics.map(
      ({ severity, message, place }) => `${severity} ${String(place?.line)}: ${message}`,
    ),
  ).toEqual([
    'warning 6: "source_default" is no section of a profile.',
    'error 2: "connections.shop" must be a mapping of settings.',
    'error 3: The connection "bank" doesn\'t say what it connects to.',
    'error 8: "source_defaults" must be a mapping of names to settings.',
  ]);
  expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
});

it('places what is no YAML, and does not quote it', async () => {
  await writeFile(join(project, 'profiles.yml'), 'connections:\n  shop: {password: "hunter2\n');
  const { diagnostics } = await readProfiles(projectPaths(project), home);
  expect(diagnostics[0]).toMatchObject({ severity: 'error', place: { file: 'profiles.yml' } });
  expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
});

it('only warns of what is wrong in the home folder', async () => {
  await writeFile(join(home, '.seeknal/profiles.yml'), 'connections: 5\n');
  const { diagnostics } = await readProfiles(projectPaths(project), home);
  expect(diagnostics).toMatchObject([{ severity: 'warning' }]);
});

it('lets real variables win over those of .env', async () => {
  await writeFile(join(project, '.env'), 'A=from file\nexport B="two words"\n# C=no\n');
  const environment = readEnvironment(project, { A: 'real' });
  expect(environment).toMatchObject({ A: 'real', B: 'two words' });
  expect(environment['C']).toBeUndefined();
});
