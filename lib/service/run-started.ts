import { userInfo } from 'node:os';
import type { RunEventBody } from '../events/run-event';
import { ownProcessIdentity } from '../files/process-identity';
import { reasonText } from '../planner/reason-text';
import type { PlannedProject } from './plan-project';
import type { RunProjectOptions } from './run-project-options';
import { toRequestRecord } from './run-request';

/** The first event of a run: who asked for what, of which manifest, and what the plan makes of it. */
export function runStarted(
  { parsed, plan }: PlannedProject,
  { request, trigger }: RunProjectOptions,
  origin: { readonly manifestHash: string; readonly gitCommit: string | null },
): RunEventBody {
  return {
    type: 'run_started',
    project: parsed.manifest.metadata.project,
    trigger,
    actor: userName(),
    process: ownProcessIdentity(),
    request: toRequestRecord(request),
    manifest_hash: origin.manifestHash,
    git_commit: origin.gitCommit,
    nodes: plan.entries.map((entry) => ({
      node_id: entry.nodeId,
      kind: entry.kind,
      tags: entry.tags,
      decision: entry.decision.action,
      reason: reasonText(entry.decision),
    })),
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a user id without a name.
    return 'unknown';
  }
}
