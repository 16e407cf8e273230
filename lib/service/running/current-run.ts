import type { ProjectPaths } from '../../files/project-paths';
import type { LockHolder } from '../../state/run-lock';
import { err, ok, type Result } from '../../util/result';
import { openProjectState, stateUnavailable } from '../planning/open-project-state';
import type { ServiceError } from '../service-error';

/** The run that is going on, if there is one. */
export async function currentRun(
  paths: ProjectPaths,
): Promise<Result<LockHolder | null, ServiceError>> {
  try {
    const store = await openProjectState(paths);
    try {
      return ok(await store.lockHolder());
    } finally {
      await store.close();
    }
  } catch (error) {
    return err(stateUnavailable(error));
  }
}
