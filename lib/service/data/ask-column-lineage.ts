import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../files/package-root';
import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import type { ColumnLineage } from '../../graph/trace-column';
import { err, ok, type Result } from '../../util/result';
import { serviceError, type ServiceError } from '../service-error';

const run = promisify(execFile);
const timeLimitMs = 60_000;

/** The column lineage around a node, from a process of its own: no query of a project can hold up the server. */
export async function askColumnLineage(
  paths: ProjectPaths,
  id: NodeId,
): Promise<Result<ColumnLineage, ServiceError>> {
  try {
    const { stdout } = await run(
      process.execPath,
      [
        join(packageRoot(), 'bin', 'seeknal.js'),
        ...['lineage', id, '--columns', '--json', '--project', paths.root],
      ],
      {
        env: {
          ...process.env,
          ...(paths.stateUrl === null ? {} : { SEEKNAL_STATE: paths.stateUrl }),
          ...(paths.profile === null ? {} : { SEEKNAL_PROFILE: paths.profile }),
        },
        timeout: timeLimitMs,
        maxBuffer: 256 * 1024 * 1024,
      },
    );
    const { columns } = JSON.parse(stdout) as { readonly columns: ColumnLineage };
    return ok(columns);
  } catch (error) {
    const told = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    return err(
      serviceError('internal_error', `The columns of ${id} can’t be followed. ${told}`.trim(), {
        hint: `See what \`seeknal lineage ${id} --columns\` says in a terminal.`,
      }),
    );
  }
}
