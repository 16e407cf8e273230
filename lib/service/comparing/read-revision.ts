import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectPaths, type ProjectPaths } from '../../files/project-paths';
import type { Manifest } from '../../manifest/manifest';
import { parseProject } from '../../project/parse-project';
import { err, ok, type Result } from '../../util/result';
import { serviceError, type ServiceError } from '../service-error';

const run = promisify(execFile);

/**
 * The project as a Git revision has it. Its node files are written to a temporary folder through an index
 * of their own: neither the work tree nor the index of the person is touched.
 */
export async function readRevision(
  paths: ProjectPaths,
  revision: string,
): Promise<Result<Manifest, ServiceError>> {
  const commit = await git(paths, [
    ...['rev-parse', '--verify', '--quiet', '--end-of-options'],
    `${revision}^{commit}`,
  ]);
  if (commit === null) {
    return err(
      serviceError(
        'invalid_request',
        `"${revision}" is neither a manifest file nor a Git revision of this project.`,
        { hint: 'Give the path of a manifest.json, or a branch, tag or commit.' },
      ),
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'seeknal-revision-'));
  try {
    const prefix = (await git(paths, ['rev-parse', '--show-prefix'])) ?? '';
    const index = { GIT_INDEX_FILE: join(folder, 'index') };
    const project = join(folder, 'project');
    const [nodeFiles, settings] = [`${prefix}seeknal`, `${prefix}seeknal_project.yml`];
    await git(paths, ['read-tree', commit], index);
    const files = await git(
      paths,
      ['ls-files', '-z', '--full-name', '--', 'seeknal', 'seeknal_project.yml'],
      index,
    );
    const names = (files ?? '').split('\0').filter((name) => name !== '');
    if (!names.some((name) => name.startsWith(`${nodeFiles}/`) || name === settings)) {
      return err(
        serviceError('invalid_request', `Revision ${revision} has no node files of this project.`, {
          hint: 'Choose a revision in which the folder seeknal/ is there.',
        }),
      );
    }
    // In portions: a command line has a limit.
    for (let start = 0; start < names.length; start += 500) {
      const portion = names.slice(start, start + 500).map((name) => name.slice(prefix.length));
      await git(paths, ['checkout-index', `--prefix=${project}/`, '--', ...portion], index);
    }
    const { manifest } = await parseProject(projectPaths(join(project, prefix)));
    return ok(manifest);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the command prints, without its last line end; null when it fails. */
async function git(
  paths: ProjectPaths,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<string | null> {
  try {
    const { stdout } = await run('git', args, {
      cwd: paths.root,
      env: { ...process.env, ...env },
      maxBuffer: 256 * 1024 * 1024,
    });
    return stdout.replace(/\n$/, '');
  } catch {
    // No Git, no repository or no such thing in it: the caller knows what that means.
    return null;
  }
}
