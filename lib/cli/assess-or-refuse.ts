import { projectPaths, type ProjectPaths } from '../files/project-paths';
import { assessProject, type AssessedProject } from '../service/assess-project';
import { ok, type Result } from '../util/result';
import { checkProject } from './check-project';
import { printDiagnostics, refuse } from './print-problem';
import type { Printer } from './printer';

/**
 * The project for commands that only look: mistakes in its files are told and hide nothing of the rest.
 * When there is no project, the error is the exit code and the reason was told.
 */
export async function assessOrRefuse(
  projectDir: string,
  printer: Printer,
  { asJson }: { readonly asJson: boolean },
): Promise<Result<{ paths: ProjectPaths; assessed: AssessedProject }, number>> {
  const checked = await checkProject(projectDir);
  if (!checked.ok) return { ok: false, error: refuse(checked.error, printer, { asJson }) };
  const paths = projectPaths(projectDir);
  const assessed = await assessProject(paths);
  const { diagnostics } = assessed.parsed;
  printDiagnostics(
    diagnostics.filter(({ severity }) => severity === 'error'),
    printer,
  );
  for (const repair of assessed.repairs) printer.problems.warning(repair);
  return ok({ paths, assessed });
}
