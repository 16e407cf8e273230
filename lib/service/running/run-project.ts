import type { RunView } from '../../events/run-view';
import { ensureSeeknalDir } from '../../files/ensure-seeknal-dir';
import type { ProjectPaths } from '../../files/project-paths';
import type { LockHolder } from '../../state/run-lock';
import type { StateStore } from '../../state/state-backend';
import { err, ok, type Result } from '../../util/result';
import { acquireLock } from './acquire-lock';
import { executeRun } from './execute-run';
import { missingTools } from '../planning/missing-tools';
import { projectFilesEvidence } from './idle-evidence';
import { openProjectState, stateUnavailable } from '../planning/open-project-state';
import { planProject } from '../planning/plan-project';
import { readGitCommit } from './read-git-commit';
import type { RunProjectOptions } from './run-project-options';
import { serviceError, type ServiceError } from '../service-error';

/**
 * Plans and executes a run in this process. Its events go to the event file first and to the listener
 * then; state is durable after each node. Refused when the project has errors, the selection is impossible
 * or another run is going on.
 */
export async function runProject(
  paths: ProjectPaths,
  options: RunProjectOptions,
): Promise<Result<RunView, ServiceError>> {
  await ensureSeeknalDir(paths);
  let store: StateStore;
  try {
    store = await (options.openState?.() ?? openProjectState(paths));
  } catch (error) {
    return err(stateUnavailable(error));
  }
  try {
    return await runWithState(paths, store, options);
  } finally {
    await store.close();
  }
}

async function runWithState(
  paths: ProjectPaths,
  store: StateStore,
  options: RunProjectOptions,
): Promise<Result<RunView, ServiceError>> {
  const startedMs = Date.now();
  const projectFiles = projectFilesEvidence(paths);
  const partition = options.request.partition ?? null;
  const lock = await acquireLock(store, options.runId, partition);
  if (!lock.ok) return err(runInProgress(lock.error));
  try {
    const [planned, gitCommit] = await Promise.all([
      options.plan?.(store) ?? planProject(paths, options.request, store),
      readGitCommit(paths.root),
    ]);
    if (!planned.ok) return planned;
    const objection = options.findObjection?.(planned.value) ?? null;
    if (objection !== null) return err(objection);
    const missing = await missingTools(paths, planned.value);
    if (missing !== null) return err(missing);
    options.onPlanned(planned.value);
    return ok(
      await executeRun(
        paths,
        planned.value,
        { lock: lock.value, store, gitCommit, startedMs, projectFiles },
        options,
      ),
    );
  } finally {
    await lock.value.release();
  }
}

export function runInProgress(holder: LockHolder): ServiceError {
  const since = new Date(holder.since_ms).toLocaleTimeString();
  return serviceError(
    'run_in_progress',
    `Run ${holder.run_id} is going on since ${since} (process ${String(holder.process.pid)} on ${holder.process.host}).`,
    { hint: 'Wait until it has finished, or stop it first.' },
  );
}
