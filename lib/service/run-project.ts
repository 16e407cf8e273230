import { userInfo } from 'node:os';
import { summaryCounts } from '../events/execution-summary';
import { emptyRunView, applyEvents, summarize, type RunView } from '../events/run-view';
import type { RunEvent, RunEventBody, RunOutcome, RunTrigger } from '../events/run-event';
import { ensureSeeknalDir } from '../files/ensure-seeknal-dir';
import { ownProcessIdentity } from '../files/process-identity';
import type { ProjectPaths } from '../files/project-paths';
import type { RunHooks } from '../extensions/run-hooks';
import type { NodeId } from '../graph/node-id';
import { EventFileWriter } from '../history/event-file';
import { saveManifestSnapshot } from '../history/manifest-snapshot';
import { saveManifest } from '../manifest/save-manifest';
import { nodesToRun } from '../planner/nodes-to-run';
import { reasonText } from '../planner/reason-text';
import { runPlan } from '../runner/run-plan';
import type { NodeState } from '../state/execution-state';
import type { LockHolder, RunLock } from '../state/run-lock';
import type { StateStore } from '../state/state-backend';
import { err, ok, type Result } from '../util/result';
import { acquireLock } from './acquire-lock';
import { clearUnfinished } from './clear-unfinished';
import { HookCaller } from './hook-caller';
import { NodeExecution } from './node-execution';
import { openProjectState, stateUnavailable } from './open-project-state';
import { OtherParts } from './other-parts';
import { planProject, type PlannedProject } from './plan-project';
import { readGitCommit } from './read-git-commit';
import { rememberDefinitions } from './remember-definitions';
import { toRequestRecord, type RunRequest } from './run-request';
import { serviceError, type ServiceError } from './service-error';

export interface RunProjectOptions {
  readonly request: RunRequest;
  readonly runId: string;
  readonly trigger: RunTrigger;
  /** Asked to stop: running nodes finish, no other starts. */
  readonly stop: AbortSignal;
  /** Asked again: queries that run are interrupted. */
  readonly abort: AbortSignal;
  /** Hears each event after it was written to the run's event file. */
  readonly onEvent: (event: RunEvent) => void;
  /** Hears the plan, and sentences for the person, before the run starts. */
  readonly onPlanned: (planned: PlannedProject) => void;
  /** Looks at the plan before anything is executed; an error refuses the run. */
  readonly findObjection?: (planned: PlannedProject) => ServiceError | null;
  /** Called beside those of the project's own config file. */
  readonly hooks?: readonly RunHooks[];
  /** Makes the plan under the lock, for those who have a manifest; else it comes from the project's files. */
  readonly plan?: (store: StateStore) => Promise<Result<PlannedProject, ServiceError>>;
  /** Where state is kept; else where the project's settings say. */
  readonly openState?: () => Promise<StateStore>;
}

/**
 * Plans and executes a run in this process. Its events go to the event file first and to the listener
 * then; state is durable after each node. Refused when the project has errors, the selection is impossible
 * or another run is going on.
 */
export async function runProject(
  paths: ProjectPaths,
  options: RunProjectOptions,
): Promise<Result<RunView, ServiceError>> {
  await ensureSeeknalDir(paths);
  let store: StateStore;
  try {
    store = await (options.openState?.() ?? openProjectState(paths));
  } catch (error) {
    return err(stateUnavailable(error));
  }
  try {
    return await runWithState(paths, store, options);
  } finally {
    await store.close();
  }
}

async function runWithState(
  paths: ProjectPaths,
  store: StateStore,
  options: RunProjectOptions,
): Promise<Result<RunView, ServiceError>> {
  const partition = options.request.partition ?? null;
  const lock = await acquireLock(store, paths.stateDir, options.runId, partition);
  if (!lock.ok) return err(runInProgress(lock.error));
  try {
    const [planned, gitCommit] = await Promise.all([
      options.plan?.(store) ?? planProject(paths, options.request, store),
      readGitCommit(paths.root),
    ]);
    if (!planned.ok) return planned;
    const objection = options.findObjection?.(planned.value) ?? null;
    if (objection !== null) return err(objection);
    options.onPlanned(planned.value);
    return ok(
      await executeRun(paths, planned.value, gitCommit, { lock: lock.value, store }, options),
    );
  } finally {
    await lock.value.release();
  }
}

async function executeRun(
  paths: ProjectPaths,
  planned: PlannedProject,
  gitCommit: string | null,
  { lock, store }: { readonly lock: RunLock; readonly store: StateStore },
  options: RunProjectOptions,
): Promise<RunView> {
  const { plan, parsed, repairs, warnings, nothingToRun } = planned;
  const { manifest } = parsed;
  const { request, runId } = options;
  const asked = toRequestRecord(request);
  const [manifestHash] = await Promise.all([
    saveManifestSnapshot(paths, manifest),
    saveManifest(paths, manifest),
  ]);

  const log = await EventFileWriter.open(paths, runId);
  const events: RunEvent[] = [];
  const emit = (body: RunEventBody): void => {
    const event = log.append(body);
    events.push(event);
    options.onEvent(event);
    hooks.hear(event);
  };
  const hooks = new HookCaller(
    [...parsed.extensions.hooks, ...(options.hooks ?? [])],
    (level, node, message) => emit({ type: 'log', level, node_id: node, message }),
  );
  emit({
    type: 'run_started',
    project: manifest.metadata.project,
    trigger: options.trigger,
    actor: userName(),
    process: ownProcessIdentity(),
    request: asked,
    manifest_hash: manifestHash,
    git_commit: gitCommit,
    nodes: plan.entries.map((entry) => ({
      node_id: entry.nodeId,
      kind: entry.kind,
      tags: entry.tags,
      decision: entry.decision.action,
      reason: reasonText(entry.decision),
    })),
  });
  for (const message of [...repairs, ...warnings]) {
    emit({ type: 'log', level: 'warning', node_id: null, message });
  }
  if (nothingToRun !== null) {
    emit({ type: 'log', level: 'info', node_id: null, message: nothingToRun });
  }

  const state = new Map<NodeId, NodeState>(planned.state);
  const { pools, memoryLimitBytes } = parsed.settings;
  const execution = new NodeExecution(paths, manifest, memoryLimitBytes);
  const others = new OtherParts({
    plan,
    manifest,
    before: planned.state,
    store,
    stateDir: paths.stateDir,
  });
  const isPart = (request.partition ?? null) !== null;
  const tellTrouble = (what: string, error: unknown): void => {
    const message = error instanceof Error ? error.message : String(error);
    emit({ type: 'log', level: 'error', node_id: null, message: `${what}: ${message}` });
  };
  const appended = new Set<NodeId>();
  let outcome: RunOutcome = 'failed';
  try {
    // Other parts append meanwhile, and write their outputs.
    if (!isPart && planned.unsettled) await store.save(planned.state);
    if (!isPart && nodesToRun(plan).length > 0) await clearUnfinished(paths);
    outcome = await runPlan(
      plan,
      manifest,
      state,
      {
        execute: (node, io) => execution.execute(node, io),
        identify: (node, stateOf) => execution.identify(node, stateOf),
        describeOutput: (path) => execution.describeOutput(path),
        contentOf: (node) => execution.contentOf(node),
        awaitElsewhere: (ids, signal) => others.next(ids, signal),
        remember: (id, entry) => {
          appended.add(id);
          return store.append(id, entry);
        },
        emit,
        now: Date.now,
      },
      {
        runId,
        parallel: asked.parallel,
        retry: request.retry,
        continueOnError: request.continueOnError,
        failFast: request.failFast === true,
        earlyCutoff: request.earlyCutoff === true,
        pools,
        elsewhere: others.nodes,
        stop: options.stop,
        abort: options.abort,
      },
    );
  } catch (error) {
    // Not a node's failure but ours, or the disk's: the run ends, what was finished stays remembered.
    tellTrouble('The run broke off', error);
  } finally {
    await execution.close();
    // Most runs have nothing to do, and what they found is what is stored.
    if (appended.size > 0) {
      try {
        // The next whole run puts together what all parts left.
        if (!isPart) await store.save(state);
        await rememberDefinitions(paths, manifest, isPart ? (await store.load()).state : state);
      } catch (error) {
        // Each node was remembered when it was done; the next run finds that.
        outcome = 'failed';
        tellTrouble('The state could not be put together at the end', error);
      }
    }
    await hooks.end(summarize(applyEvents(emptyRunView, events), Date.now()));
    // Before the last event: whoever hears it may start the next run at once.
    await lock.release().catch((error: unknown) => tellTrouble('The lock was lost', error));
    const summary = summarize(applyEvents(emptyRunView, events), Date.now());
    emit({ type: 'run_finished', outcome, ...summaryCounts(summary) });
    await log.close();
  }
  return applyEvents(emptyRunView, events);
}

export function runInProgress(holder: LockHolder): ServiceError {
  const since = new Date(holder.since_ms).toLocaleTimeString();
  return serviceError(
    'run_in_progress',
    `Run ${holder.run_id} is going on since ${since} (process ${String(holder.process.pid)} on ${holder.process.host}).`,
    { hint: 'Wait until it has finished, or stop it first.' },
  );
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a user id without a name.
    return 'unknown';
  }
}
