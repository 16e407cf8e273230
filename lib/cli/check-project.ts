import type { ProjectPaths } from '../files/project-paths';
import { findProjectProblem } from '../project/find-project-problem';
import { serviceError, type ServiceError } from '../service/service-error';
import { err, ok, type Result } from '../util/result';

/** Whether there is a project to work on; every command asks this first. */
export async function checkProject(paths: ProjectPaths): Promise<Result<null, ServiceError>> {
  const problem = await findProjectProblem(paths);
  if (problem === null) return ok(null);
  return err(serviceError(problem.code, problem.message, { hint: problem.hint }));
}
