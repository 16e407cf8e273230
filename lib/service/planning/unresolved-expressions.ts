import type { ProjectPaths } from '../../files/project-paths';
import { locateOffset } from '../../kinds/locate-sql';
import { nodesToRun } from '../../planner/nodes-to-run';
import type { Plan } from '../../planner/plan';
import type { Diagnostic } from '../../project/diagnostic';
import type { AssessedProject } from './assess-project';
import { serviceError, type ServiceError } from '../service-error';

/** Why a plan can't run: nodes in it have `{{ }}` that stand for nothing. Null when there are none. */
export async function unresolvedExpressions(
  paths: ProjectPaths,
  { parsed, resolved }: Pick<AssessedProject, 'parsed' | 'resolved'>,
  plan: Plan,
): Promise<ServiceError | null> {
  if (resolved.templated.size === 0) return null;
  const diagnostics: Diagnostic[] = [];
  for (const id of nodesToRun(plan)) {
    const node = parsed.manifest.nodes.get(id);
    for (const { message, hint, offset, path } of resolved.templated.get(id)?.unresolved ?? []) {
      const file = node?.filePath ?? null;
      diagnostics.push({
        code: 'unresolved_expression',
        severity: 'error',
        message: `${id}: ${message}`,
        hint,
        place: file === null ? null : await locateOffset(paths.root, file, path, offset),
        nodeId: id,
      });
    }
  }
  if (diagnostics.length === 0) return null;
  return serviceError('unresolved_expression', 'Values are missing, so nothing was run.', {
    hint: 'Give them, or leave the nodes named below out with --exclude.',
    diagnostics,
  });
}
