import { join } from 'node:path';
import type { RunView } from '../../events/run-view';
import type { ProjectPaths } from '../../files/project-paths';
import type { QualityAddition } from '../../history/quality-history';
import { qualityRowsOf } from '../../history/quality-rows';

/** What a run adds to the quality history; null when none of its nodes says anything of quality. */
export function qualityOfRun(
  paths: ProjectPaths,
  runId: string,
  view: RunView,
): QualityAddition | null {
  const rows = qualityRowsOf(view);
  const profiles = [...view.nodes.values()].flatMap((node) =>
    node.kind === 'profile' &&
    node.decision === 'run' &&
    node.status === 'success' &&
    node.outputPath !== null
      ? [
          {
            nodeId: node.id,
            path: join(paths.root, node.outputPath),
            atMs: node.finishedAtMs ?? Date.now(),
          },
        ]
      : [],
  );
  return rows.length + profiles.length === 0 ? null : { runId, rows, profiles };
}
