import { access, constants, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectPaths } from '../files/project-paths';
import { hasNodeFiles } from './find-node-files';

/** Why a folder can't be opened as a project, in one sentence, with what to do. */
export interface NotAProject {
  readonly code: 'not_a_project' | 'not_writable';
  readonly message: string;
  readonly hint: string;
}

/** A folder is a project if it has a node file under seeknal/ or a target/manifest.json, and can be written. */
export async function findProjectProblem(paths: ProjectPaths): Promise<NotAProject | null> {
  const folder = await stat(paths.root).catch(() => null);
  if (folder === null) return noProject(`There is no folder ${paths.root}.`);
  if (!folder.isDirectory()) return noProject(`${paths.root} is a file, not a project folder.`);
  const hasManifest = await canAccess(paths.manifest, constants.R_OK);
  if (!hasNodeFiles(paths) && !hasManifest) {
    if (await canAccess(join(paths.root, 'seeknal_project.yml'), constants.R_OK)) {
      return {
        code: 'not_a_project',
        message: `The project in ${paths.root} has no nodes yet: there is no node file under seeknal/.`,
        hint: 'Write a first one, as in seeknal/sources/users.yml; docs/node-reference.md lists all fields.',
      };
    }
    return noProject(
      `${paths.root} is not a Seeknal project: it has neither node files under seeknal/ nor target/manifest.json.`,
    );
  }
  if (!(await canAccess(paths.root, constants.W_OK))) {
    return {
      code: 'not_writable',
      message: `${paths.root} can't be written, and runs leave their outputs and history there.`,
      hint: 'Change the permissions of the folder, or work on a copy.',
    };
  }
  return null;
}

function noProject(message: string): NotAProject {
  return {
    code: 'not_a_project',
    message,
    hint: 'Name the project folder with --project DIR; the folder examples/corner-shop is one.',
  };
}

async function canAccess(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}
