import { hostname } from 'node:os';
import type { ProjectPaths } from '../files/project-paths';
import { err, ok, type Result } from '../util/result';
import { currentRun } from './current-run';
import { serviceError, type ServiceError } from './service-error';

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
    return err(serviceError('unknown_run', `Run ${runId} is not going on any more.`));
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
