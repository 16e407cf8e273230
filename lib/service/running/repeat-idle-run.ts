import { closeSync, openSync, writevSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { newRunId } from '../../events/run-id';
import type { ExecutionSummary } from '../../events/execution-summary';
import { summaryCounts } from '../../events/execution-summary';
import type { Extensions } from '../../extensions/extensions';
import type { ProjectPaths } from '../../files/project-paths';
import { eventFilePath } from '../../history/event-file';
import { gatherIdleEvidence } from './idle-evidence';
import { readIdleRecord } from './idle-record';
import { readGitCommit } from './read-git-commit';
import type { Result } from '../../util/result';
import { plainRun } from '../requests/run-request';
import { runHead } from './run-started';

/**
 * Does again what the last run did if that had nothing to do and nothing on disk has changed since: it is
 * told to the history like any other, and planned by nobody. Null when this can't be known so quickly;
 * whoever asks runs as usual then.
 */
export async function repeatIdleRun(
  paths: ProjectPaths,
  /** Runs the project's config file; asked only when it had one. */
  loadExtensions: (paths: ProjectPaths) => Promise<Result<Extensions, unknown>>,
): Promise<ExecutionSummary | null> {
  const startMs = Date.now();
  const record = readIdleRecord(paths);
  if (record === null || paths.stateUrl !== null || paths.profile !== null) return null;
  const now = gatherIdleEvidence(paths, record.scope, { ownLock: false });
  if (now === null || !record.evidence.equals(now.toBytes())) return null;
  const { ownKinds } = record.scope;
  if (ownKinds !== null) {
    // What it imports may have changed; whether it still only gives executors is seen by running it.
    const loaded = await loadExtensions(paths);
    if (!loaded.ok || !isDeepStrictEqual(loaded.value.onlyExecutors, ownKinds)) return null;
  }

  const runId = newRunId(new Date(startMs));
  const head = runHead({
    project: record.project,
    trigger: 'cli',
    request: plainRun,
    manifestHash: record.scope.manifestHash,
    gitCommit: await readGitCommit(paths.root),
  });
  const started = JSON.stringify({ run_id: runId, seq: 1, at_ms: startMs, ...head });
  const endMs = Date.now();
  const summary: ExecutionSummary = {
    totalNodes: record.nodeCount,
    changedNodes: 0,
    cachedNodes: record.nodeCount,
    successfulNodes: 0,
    failedNodes: 0,
    skippedNodes: 0,
    totalDuration: (endMs - startMs) / 1000,
    results: [],
  };
  const finished = JSON.stringify({
    run_id: runId,
    seq: 2,
    at_ms: endMs,
    type: 'run_finished',
    outcome: 'success',
    ...summaryCounts(summary),
  });
  try {
    // Not forced to the disk: nothing was done that a crash could make untrue.
    const file = openSync(eventFilePath(paths, runId), 'ax');
    writevSync(file, [
      Buffer.from(`${started.slice(0, -1)},"nodes":`),
      record.nodesJson,
      Buffer.from(`}\n${finished}\n`),
    ]);
    closeSync(file);
  } catch {
    // Whoever runs as usual tells what is wrong with the folder.
    return null;
  }
  return summary;
}
