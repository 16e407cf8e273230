import { Outside } from '../../connections/outside';
import { summaryCounts } from '../../events/execution-summary';
import type { RunOutcome } from '../../events/run-event';
import { summarize, type RunView } from '../../events/run-view';
import type { ProjectPaths } from '../../files/project-paths';
import { readEnvironment } from '../../files/read-environment';
import type { NodeId } from '../../graph/node-id';
import { saveManifestSnapshot } from '../../history/manifest-snapshot';
import { appendQuality } from '../../history/quality-history';
import { saveManifest } from '../../manifest/save-manifest';
import { nodesToRun } from '../../planner/nodes-to-run';
import { secretValues } from '../../project/resolve-project';
import { runPlan } from '../../runner/run-plan';
import type { NodeState } from '../../state/execution-state';
import type { RunLock } from '../../state/run-lock';
import type { StateStore } from '../../state/state-backend';
import { clearUnfinished } from './clear-unfinished';
import { consolidateEntities, staleEntities } from '../features/entities';
import { entitiesOfRun } from '../features/entities-of-run';
import { HookCaller } from './hook-caller';
import { NodeExecution } from './node-execution';
import { OtherParts } from './other-parts';
import type { PlannedProject } from '../planning/plan-project';
import { qualityOfRun } from '../quality/quality-of-run';
import { refreshFingerprints } from '../planning/refresh-fingerprints';
import { rememberDefinitions } from '../planning/remember-definitions';
import { RunControl } from './run-control';
import { rememberIdleRun } from './remember-idle-run';
import { RunLog } from './run-log';
import type { RunProjectOptions } from './run-project-options';
import { toRequestRecord } from '../requests/run-request';
import { runStarted } from './run-started';

/** What a run holds while it goes on, and where its manifest comes from. */
interface Held {
  readonly lock: RunLock;
  readonly store: StateStore;
  readonly gitCommit: string | null;
  /** Before the project was looked at; Unix time in milliseconds. */
  readonly startedMs: number;
  /** What lay in the project's folder itself then. */
  readonly projectFiles: Buffer;
}

/** Executes what was planned, tells it, and remembers it; whatever happens, the run gets its end. */
export async function executeRun(
  paths: ProjectPaths,
  planned: PlannedProject,
  held: Held,
  options: RunProjectOptions,
): Promise<RunView> {
  const { parsed, resolved, repairs, warnings, nothingToRun } = planned;
  const [manifestHash] = await Promise.all([
    saveManifestSnapshot(paths, parsed.manifest),
    saveManifest(paths, parsed.manifest),
  ]);
  const outside = new Outside(parsed.profiles, readEnvironment(paths.root));
  for (const { config } of parsed.manifest.nodes.values()) outside.redactor.learn(config);
  for (const secret of secretValues(resolved)) outside.redactor.add(secret);
  const log = await RunLog.open(paths, options.runId, outside.redactor);
  const hooks = new HookCaller(
    [...parsed.extensions.hooks, ...(options.hooks ?? [])],
    (level, node, message) => log.say(level, node, message),
  );
  log.listen(options.onEvent);
  log.listen((event) => hooks.hear(event));

  log.emit(runStarted(planned, options, { manifestHash, gitCommit: held.gitCommit }));
  for (const message of [...repairs, ...warnings]) log.say('warning', null, message);
  if (nothingToRun !== null) log.say('info', null, nothingToRun);

  const outcome = await executeAndRemember(
    paths,
    planned,
    { store: held.store, log, outside },
    options,
  );
  const { startedMs, projectFiles } = held;
  const nodes = log.view().started?.nodes ?? [];
  await rememberIdleRun(paths, planned, {
    ...options,
    ...{ manifestHash, startedMs, projectFiles, nodes },
  });
  await hooks.end(summarize(log.view(), Date.now()));
  // Before the last event: whoever hears it may start the next run at once.
  await held.lock.release().catch((error: unknown) => log.tellTrouble('The lock was lost', error));
  const summary = summarize(log.view(), Date.now());
  log.emit({ type: 'run_finished', outcome, ...summaryCounts(summary) });
  await log.close();
  return log.view();
}

/** Runs the nodes; each is remembered when it is done, and all of them together at the end. */
async function executeAndRemember(
  paths: ProjectPaths,
  planned: PlannedProject,
  { store, log, outside }: { store: StateStore; log: RunLog; outside: Outside },
  { request, runId, stop, abort }: RunProjectOptions,
): Promise<RunOutcome> {
  const { plan, parsed, resolved } = planned;
  // With values in the place of expressions: these are for executing, and never stored.
  const { manifest } = resolved;
  const { pools, memoryLimitBytes } = parsed.settings;
  const state = new Map<NodeId, NodeState>(planned.state);
  const execution = new NodeExecution(paths, resolved, {
    id: runId,
    date: request.values?.date ?? new Date().toISOString(),
    memoryLimitBytes,
    outside,
    full: request.mode === 'full',
    materialize: request.materialize ?? 'as_configured',
  });
  const others = new OtherParts({
    plan,
    manifest,
    before: planned.state,
    store,
  });
  const control = new RunControl(paths, runId);
  const isPart = (request.partition ?? null) !== null;
  const refreshed = refreshFingerprints(planned);
  for (const [id, entry] of refreshed) state.set(id, entry);
  const remembered = new Set<NodeId>();
  let outcome: RunOutcome = 'failed';
  try {
    // Other parts append meanwhile, and write their outputs.
    if (!isPart && (planned.unsettled || refreshed.size > 0)) await store.save(state);
    if (!isPart && nodesToRun(plan).length > 0) await clearUnfinished(paths);
    outcome = await runPlan(
      plan,
      manifest,
      state,
      {
        execute: (node, io) => execution.execute(node, io),
        audit: (node, before, io) => execution.audit(node, before, io),
        identify: (node, stateOf) => execution.identify(node, stateOf),
        describeOutput: (path) => execution.describeOutput(path),
        contentOf: (node) => execution.contentOf(node),
        awaitElsewhere: (ids, signal) => others.next(ids, signal),
        remember: (id, entry) => {
          remembered.add(id);
          return store.append(id, entry);
        },
        emit: (body) => log.emit(body),
        now: Date.now,
      },
      {
        runId,
        parallel: toRequestRecord(request).parallel,
        retry: request.retry,
        continueOnError: request.continueOnError,
        failFast: request.failFast === true,
        earlyCutoff: request.earlyCutoff === true,
        pools,
        elsewhere: others.nodes,
        stop: AbortSignal.any([stop, control.gone]),
        abort: AbortSignal.any([abort, control.gone]),
        onCancelNode: (listener) => control.onCancelNode(listener),
      },
    );
  } catch (error) {
    log.tellTrouble('The run broke off', error);
  }
  await control.close();
  const quality = qualityOfRun(paths, runId, log.view());
  if (quality !== null) {
    await execution
      .withConnection((connection) => appendQuality(connection, paths, quality))
      .then((problem) => {
        if (problem !== null) log.say('warning', null, problem);
      })
      .catch((error: unknown) => log.tellTrouble('The quality history was not kept', error));
  }
  const entities = new Set(entitiesOfRun(manifest, log.view()));
  // Other parts are still writing theirs.
  if (!isPart) {
    for (const name of await staleEntities(paths, manifest)) entities.add(name);
  }
  if (entities.size > 0) {
    await execution
      .withConnection((connection) =>
        consolidateEntities(connection, paths, manifest, entities).finally(() =>
          connection.reset(),
        ),
      )
      .then((results) => {
        for (const { problem } of results) {
          if (problem !== null) log.say('warning', null, problem);
        }
      })
      .catch((error: unknown) => log.tellTrouble('The entities were not put together', error));
  }
  await execution.close().catch((error: unknown) => log.tellTrouble('DuckDB did not close', error));
  // Most runs have nothing to do, and what they found is what is stored.
  if (remembered.size === 0 && refreshed.size === 0) return outcome;
  try {
    // The next whole run puts together what all parts left.
    if (!isPart) await store.save(state);
    await rememberDefinitions(
      paths,
      parsed.manifest,
      isPart ? (await store.load()).state : state,
      resolved,
    );
    return outcome;
  } catch (error) {
    // Each node was remembered when it was done; the next run finds that.
    log.tellTrouble('The state could not be put together at the end', error);
    return 'failed';
  }
}
