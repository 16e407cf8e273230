import { requestFlags } from '../events/request-flags';
import type { ProjectPaths } from '../files/project-paths';
import { reasonText } from '../planner/reason-text';
import { ok, type Result } from '../util/result';
import { planProject } from './plan-project';
import type { PlanPreview } from './project-snapshot';
import { toRequestRecord, type RunRequest } from './run-request';
import type { ServiceError } from './service-error';

/** What a run would do, without doing it. */
export async function previewPlan(
  paths: ProjectPaths,
  request: RunRequest,
): Promise<Result<PlanPreview, ServiceError>> {
  const planned = await planProject(paths, request);
  if (!planned.ok) return planned;
  const { mode, entries } = planned.value.plan;
  const flags = requestFlags(toRequestRecord(request));
  return ok({
    mode,
    entries: entries.map(({ nodeId, tags, decision }) => ({
      nodeId,
      tags,
      decision: decision.action,
      reason: reasonText(decision),
    })),
    command: ['seeknal run', flags].filter((part) => part !== '').join(' '),
  });
}
