import { userInfo } from 'node:os';
import type { PlannedNode, RunEventBody, RunStarted, RunTrigger } from '../../events/run-event';
import { ownProcessIdentity } from '../../files/process-identity';
import type { Plan } from '../../planner/plan';
import { reasonText } from '../../planner/reason-text';
import type { PlannedProject } from '../planning/plan-project';
import type { RunProjectOptions } from './run-project-options';
import { toRequestRecord, type RunRequest } from '../requests/run-request';

/** The first event of a run: who asked for what, of which manifest, and what the plan makes of it. */
export function runStarted(
  { parsed, plan }: PlannedProject,
  { request, trigger }: RunProjectOptions,
  origin: { readonly manifestHash: string; readonly gitCommit: string | null },
): RunEventBody {
  const { project } = parsed.manifest.metadata;
  return { ...runHead({ project, trigger, request, ...origin }), nodes: plannedNodes(plan) };
}

/** The first event without its nodes. */
export function runHead(about: {
  readonly project: string;
  readonly trigger: RunTrigger;
  readonly request: RunRequest;
  readonly manifestHash: string;
  readonly gitCommit: string | null;
}): Omit<RunStarted, 'run_id' | 'seq' | 'at_ms' | 'nodes'> {
  return {
    type: 'run_started',
    project: about.project,
    trigger: about.trigger,
    actor: userName(),
    process: ownProcessIdentity(),
    request: toRequestRecord(about.request),
    manifest_hash: about.manifestHash,
    git_commit: about.gitCommit,
  };
}

export function plannedNodes(plan: Plan): PlannedNode[] {
  return plan.entries.map((entry) => ({
    node_id: entry.nodeId,
    kind: entry.kind,
    tags: entry.tags,
    decision: entry.decision.action,
    reason: reasonText(entry.decision),
  }));
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a user id without a name.
    return 'unknown';
  }
}
