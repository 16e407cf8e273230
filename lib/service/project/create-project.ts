import { cp, mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import { ensureSeeknalDir } from '../../files/ensure-seeknal-dir';
import { packageRoot } from '../../files/package-root';
import { projectPaths, type ProjectPaths } from '../../files/project-paths';
import { writeAtomic } from '../../files/write-atomic';
import { err, ok, type Result } from '../../util/result';
import { serviceError, type ServiceError } from '../service-error';

/** What was made; paths are relative to the project. What was there already isn't listed. */
export interface CreatedProject {
  readonly name: string;
  readonly directories: readonly string[];
  readonly files: readonly string[];
}

const directories = [
  'seeknal/sources',
  'seeknal/transforms',
  'seeknal/feature_groups',
  'seeknal/aggregations',
  'seeknal/models',
  'seeknal/rules',
  'seeknal/exposures',
  'target/intermediate',
];

/** Where a project keeps the schemas of its files. */
export const schemaFolder = '.seeknal/schema';

const gitignore = 'target/\n.seeknal/\n.env\n';

/** Makes the folders of a project and its settings. Refused where there is a project, unless forced. */
export async function createProject(
  directory: string,
  wishes: {
    readonly name: string | null;
    readonly description: string | null;
    readonly force: boolean;
  },
): Promise<Result<CreatedProject, ServiceError>> {
  const paths = projectPaths(directory);
  const isProject = (await exists(paths.settings)) || (await exists(paths.nodeFiles));
  if (isProject && !wishes.force) {
    return err(
      serviceError('invalid_request', `Project already exists at ${paths.root}`, {
        hint: 'Use --force to reinitialize',
      }),
    );
  }
  const name = wishes.name ?? basename(paths.root);
  try {
    const made: string[] = [];
    for (const folder of directories) {
      if ((await mkdir(join(paths.root, folder), { recursive: true })) !== undefined) {
        made.push(folder);
      }
    }
    const description = wishes.description === null ? {} : { description: wishes.description };
    const settings = stringify({ name, version: '1.0.0', ...description });
    await copySchemas(paths);
    await writeAtomic(paths.settings, `${schemaComment(schemaFolder, 'settings')}${settings}`);
    const files = ['seeknal_project.yml'];
    if (await writeNew(join(paths.root, '.gitignore'), gitignore)) files.push('.gitignore');
    return ok({ name, directories: made, files });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return err(
      serviceError('not_writable', `The project can't be made in ${paths.root}: ${reason}`, {
        hint: 'Choose another folder with --path DIR, or change the permissions of this one.',
      }),
    );
  }
}

/** For editors, beside the history: in every project at the same place, and in no commit. */
async function copySchemas(paths: ProjectPaths): Promise<void> {
  await ensureSeeknalDir(paths);
  await cp(join(packageRoot(), 'public', 'schema'), join(paths.root, schemaFolder), {
    recursive: true,
  });
}

/** The line by which an editor finds the schema of a YAML file; `folder` from the file's own. */
export function schemaComment(folder: string, schema: 'settings' | 'node'): string {
  return `# yaml-language-server: $schema=${folder}/${schema}.json\n`;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** False when the file is there already. */
async function writeNew(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
