import type { ProjectPaths } from '../files/project-paths';
import { isDoubtOfAll } from '../project/diagnostic';
import { assessProject, type AssessedProject } from '../service/planning/assess-project';
import { stateUnavailable } from '../service/planning/open-project-state';
import { ok, type Result } from '../util/result';
import { checkProject } from './check-project';
import { printDiagnostics, refuse } from './print-problem';
import type { Printer } from './printer';

/**
 * The project for commands that only look: mistakes in its files are told and hide nothing of the rest.
 * When there is no project, the error is the exit code and the reason was told.
 */
export async function assessOrRefuse(
  paths: ProjectPaths,
  printer: Printer,
  { asJson }: { readonly asJson: boolean },
): Promise<Result<AssessedProject, number>> {
  const checked = await checkProject(paths);
  if (!checked.ok) return { ok: false, error: refuse(checked.error, printer, { asJson }) };
  let assessed: AssessedProject;
  try {
    assessed = await assessProject(paths);
  } catch (error) {
    return { ok: false, error: refuse(stateUnavailable(error), printer, { asJson }) };
  }
  const { diagnostics } = assessed.parsed;
  printDiagnostics(
    diagnostics.filter((one) => one.severity === 'error' || isDoubtOfAll(one)),
    printer,
  );
  for (const repair of assessed.repairs) printer.problems.warning(repair);
  return ok(assessed);
}
