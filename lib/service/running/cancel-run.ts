import { hostname } from 'node:os';
import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import { err, ok, type Result } from '../../util/result';
import { currentRun } from './current-run';
import { askToCancelNode } from './run-control';
import { serviceError, type ServiceError } from '../service-error';

/**
 * Asks a run to end one node that runs: its query is interrupted, what depends on it is skipped, and the
 * rest of the run goes on. Whether the node was still running the events of the run tell.
 */
export async function cancelNode(
  paths: ProjectPaths,
  runId: string,
  nodeId: NodeId,
): Promise<Result<null, ServiceError>> {
  const running = await currentRun(paths);
  if (!running.ok) return running;
  if (running.value?.run_id !== runId) return err(notGoingOn(runId));
  await askToCancelNode(paths, runId, nodeId);
  return ok(null);
}

/**
 * Asks the process of a run to end, as Ctrl-C in its terminal would: running nodes finish, no other
 * starts. `force` asks for what a second Ctrl-C does: running queries are interrupted.
 */
export async function cancelRun(
  paths: ProjectPaths,
  runId: string,
  { force }: { readonly force: boolean },
): Promise<Result<null, ServiceError>> {
  const running = await currentRun(paths);
  if (!running.ok) return running;
  const holder = running.value;
  if (holder?.run_id !== runId) {
    return err(notGoingOn(runId));
  }
  const { pid, host } = holder.process;
  if (host !== hostname()) {
    return err(
      serviceError('invalid_request', `Run ${runId} is executed on another machine, ${host}.`, {
        hint: `Stop it there: kill -INT ${String(pid)}`,
      }),
    );
  }
  try {
    process.kill(pid, force ? 'SIGTERM' : 'SIGINT');
    return ok(null);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return err(
      serviceError('invalid_request', `Process ${String(pid)} can't be stopped: ${reason}.`, {
        hint: 'It may belong to another user; stop it where it was started.',
      }),
    );
  }
}

function notGoingOn(runId: string): ServiceError {
  return serviceError('unknown_run', `Run ${runId} is not going on any more.`, {
    hint: 'Its page shows how it ended.',
  });
}
