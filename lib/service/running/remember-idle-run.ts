import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Outside } from '../../connections/outside';
import type { PlannedNode, RunTrigger } from '../../events/run-event';
import { noExtensions, type Extensions } from '../../extensions/extensions';
import { isFilePattern } from '../../files/file-pattern';
import type { ProjectPaths } from '../../files/project-paths';
import { writeAtomic } from '../../files/write-atomic';
import { dataFilesOfNode } from '../../kinds/data-files-of-node';
import { kinds } from '../../kinds/registry';
import { fileLookup } from '../../files/file-lookup';
import { gatherIdleEvidence, projectFilesEvidence, type IdleScope } from './idle-evidence';
import { idleRecordBytes, idleRecordPath, readIdleRecord } from './idle-record';
import { expectedOutputs } from '../planning/expected-outputs';
import type { PlannedProject } from '../planning/plan-project';
import { plainRun, type RunRequest } from '../requests/run-request';

/**
 * Keeps what a run knew that had nothing to do, for {@link repeatIdleRun}; nothing when the next run could
 * come to another result although the disk looks the same, or when the disk changed while this one looked.
 */
export async function rememberIdleRun(
  paths: ProjectPaths,
  planned: PlannedProject,
  run: {
    readonly request: RunRequest;
    readonly trigger: RunTrigger;
    /** Before anything was looked at; Unix time in milliseconds. */
    readonly startedMs: number;
    /** As they were then: {@link projectFilesEvidence}. */
    readonly projectFiles: Buffer;
    readonly manifestHash: string;
    /** As its first event has them: without secrets. */
    readonly nodes: readonly PlannedNode[];
  },
): Promise<void> {
  if (run.trigger === 'api' || !isPlain(run.request) || !isIdle(planned)) return;
  const scope = scopeOf(paths, planned, run.manifestHash);
  if (paths.stateUrl !== null || paths.profile !== null || scope === null) return;
  const evidence = gatherIdleEvidence(paths, scope, { ownLock: true });
  if (evidence === null) return;
  const isOld = evidence.settledMs < run.startedMs;
  // Looked at after the evidence: an output that went away meanwhile is missing here or there.
  const isThere = fileLookup(paths.root);
  if (!isOld || !outputsOf(planned).every(isThere)) return;
  if (!projectFilesEvidence(paths).equals(run.projectFiles)) return;
  const bytes = evidence.toBytes();
  if (readIdleRecord(paths)?.evidence.equals(bytes) === true) return;
  if (evidence.names.some((name) => dependsOnMoment(paths.root, name))) return;
  const record = idleRecordBytes(paths, {
    project: planned.parsed.manifest.metadata.project,
    scope,
    nodeCount: planned.plan.entries.length,
    evidence: bytes,
    nodesJson: Buffer.from(JSON.stringify(run.nodes)),
  });
  try {
    await writeAtomic(idleRecordPath(paths), record);
  } catch {
    // It would only have made the next run quicker.
  }
}

/** Asks for what has changed and for nothing else; how it would run doesn't matter when nothing does. */
function isPlain(request: RunRequest): boolean {
  const { continueOnError, retry, parallel } = plainRun;
  const how = { continueOnError, retry, parallel, failFast: false, earlyCutoff: false };
  const asked: unknown = { ...request, ...how };
  return isDeepStrictEqual(asked, { ...plainRun, ...how });
}

function isIdle({
  plan,
  parsed,
  resolved,
  repairs,
  warnings,
  nothingToRun,
  unsettled,
}: PlannedProject): boolean {
  return (
    plan.entries.every(({ decision }) => decision.action === 'cached') &&
    [repairs, warnings, parsed.diagnostics].every((list) => list.length === 0) &&
    nothingToRun === null &&
    !unsettled &&
    // Values may come from the clock or from the environment, also in nodes that are written in code.
    resolved.templated.size === 0 &&
    parsed.settings.stateUrl === null &&
    parsed.extensions.onlyExecutors !== null
  );
}

/** Null when it holds what a look at names and times can't follow. */
function scopeOf(
  paths: ProjectPaths,
  planned: PlannedProject,
  manifestHash: string,
): IdleScope | null {
  const nodes = [...planned.parsed.manifest.nodes.values()];
  const dataFiles = nodes.flatMap(dataFilesOfNode);
  if (dataFiles.some((path) => isFilePattern(path) || path.includes('://'))) return null;
  const outside = new Outside(planned.parsed.profiles);
  const asksOthers = nodes.some(({ kind, config }) => {
    const facts = kinds.get(kind)?.outsideFacts?.(config, outside);
    return facts !== undefined && facts.ask !== null;
  });
  if (asksOthers) return null;
  const folders = outputsOf(planned).map((path) => posix.dirname(path));
  return {
    manifestHash,
    dataFiles: [...new Set(dataFiles)],
    outputFolders: [...new Set(folders)],
    ownKinds: ownKindsOf(planned.parsed.extensions),
  };
}

function ownKindsOf(extensions: Extensions): readonly string[] | null {
  return extensions === noExtensions ? null : extensions.onlyExecutors;
}

function outputsOf({ parsed, state }: PlannedProject): string[] {
  return [...parsed.manifest.nodes.values()].flatMap((node) =>
    expectedOutputs(node, state.get(node.id)?.outputPath ?? null),
  );
}

/** Whether a file holds a placeholder: its value may come from the clock or from the environment. */
function dependsOnMoment(root: string, name: string): boolean {
  if (!/\.ya?ml$/.test(name)) return false;
  try {
    return /\{\{|\$[{A-Za-z_]/.test(readFileSync(join(root, name), 'utf8'));
  } catch {
    // Not known, so it may.
    return true;
  }
}
