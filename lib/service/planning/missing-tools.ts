import type { ProjectPaths } from '../../files/project-paths';
import { languageOf } from '../../kinds/code/languages';
import { nodesToRun } from '../../planner/nodes-to-run';
import type { PlannedProject } from './plan-project';
import { serviceError, type ServiceError } from '../service-error';

/** Why nodes of the plan that are written in code can't run on this machine; null when they can. */
export async function missingTools(
  paths: ProjectPaths,
  { plan, parsed }: Pick<PlannedProject, 'plan' | 'parsed'>,
): Promise<ServiceError | null> {
  const nodes = nodesToRun(plan).flatMap((id) => {
    const node = parsed.manifest.nodes.get(id);
    const language = node === undefined ? null : languageOf(node.filePath);
    if (node?.filePath == null || language?.name !== 'Python') return [];
    return language.isDeclaration(node.config)
      ? []
      : [{ id, filePath: node.filePath, config: node.config }];
  });
  if (nodes.length === 0) return null;
  const { pythonLacks } = await import('../../kinds/code/python/python-lacks');
  const lack = await pythonLacks(paths.root, nodes);
  if (lack === null) return null;
  return serviceError('missing_tool', lack.message, { hint: lack.hint });
}
