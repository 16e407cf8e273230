import {
  appendFileSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunEventBody } from '../lib/events/run-event';
import { newRunId } from '../lib/events/run-id';
import { intermediatePath, projectPaths } from '../lib/files/project-paths';
import { parseNodeId, type NodeId } from '../lib/graph/node-id';
import { EventFileWriter } from '../lib/history/event-file';
import { Manifest } from '../lib/manifest/manifest';
import { saveManifest } from '../lib/manifest/save-manifest';
import { everything, planRun } from '../lib/planner/plan-run';
import { parseProject } from '../lib/project/parse-project';
import { runPlan } from '../lib/runner/run-plan';
import { assessProject } from '../lib/service/planning/assess-project';
import { rememberDefinitions } from '../lib/service/planning/remember-definitions';
import { FileStateBackend } from '../lib/state/backends/file/file-state-backend';
import type { NodeState } from '../lib/state/execution-state';
import { combineFingerprint, definitionHashes, upstreamHash } from '../lib/state/fingerprint';
import { ok } from '../lib/util/result';
import { graphOf, type Shape } from './shapes.mjs';

/** What only the library itself can be asked. Prints one JSON object; bench/run.mjs bundles and starts it. */
const [task = '', ...args] = process.argv.slice(2);
const tasks: Readonly<Record<string, (...args: string[]) => Promise<object>>> = {
  pretend: pretendBuilt,
  schedule,
  replan,
  journal,
};
const chosen = tasks[task];
if (chosen === undefined) throw new Error(`There is no task "${task}"`);
process.stdout.write(`${JSON.stringify(await chosen(...args))}\n`);

/** Leaves a project as a run of all its nodes would, with empty outputs: building ten thousand takes minutes. */
async function pretendBuilt(dir = ''): Promise<object> {
  const paths = projectPaths(dir);
  const { manifest } = await parseProject(paths);
  const state = new Map<NodeId, NodeState>();
  mkdirSync(join(paths.target, 'intermediate'), { recursive: true });
  for (const id of manifest.graph.topologicalOrder()) {
    state.set(id, entryOf(manifest, id, state));
    writeFileSync(join(dir, intermediatePath(id)), '');
  }
  const backend = new FileStateBackend(paths.stateDir);
  await backend.save(state);
  await backend.close();
  await saveManifest(paths, manifest);
  await rememberDefinitions(paths, manifest, state);
  return { nodes: state.size };
}

/**
 * Plans a graph of which nothing was built, and runs it with empty executors: what is left is what the
 * planner and the scheduler take. With `durable`, each event and each result goes to disk, as in a real run.
 */
async function schedule(shape = '', size = '', durable = '', dir = ''): Promise<object> {
  const manifest = manifestOf(shape as Shape, Number(size));
  const startMs = performance.now();
  const plan = planRun({
    manifest,
    state: new Map(),
    factsOf: () => ({
      definitionChange: null,
      changedDataFiles: [],
      missingOutput: null,
      upstreamMoved: false,
      dependsOnTime: false,
    }),
    broken: new Set(),
    selection: everything,
    full: false,
  });
  const plannedMs = performance.now();
  const paths = projectPaths(dir);
  const runId = newRunId(new Date());
  const isDurable = durable === 'durable';
  const backend = new FileStateBackend(paths.stateDir);
  const log = isDurable ? await EventFileWriter.open(paths, runId) : null;
  const state = new Map<NodeId, NodeState>();
  let finished = 0;
  const never = new AbortController().signal;
  await runPlan(
    plan,
    manifest,
    state,
    {
      execute: () => Promise.resolve(ok({ rowCount: 0, outputPath: null, metadata: {} })),
      audit: () => Promise.reject(new Error('no node has audits')),
      identify: (node, stateOf) =>
        Promise.resolve({
          fingerprint: fingerprintOf(manifest, node.id, stateOf),
          dataFiles: [],
        }),
      remember: (id, entry) => (isDurable ? backend.append(id, entry) : Promise.resolve()),
      emit: (event: RunEventBody) => {
        if (event.type === 'node_finished') finished += 1;
        log?.append(event);
      },
      describeOutput: (path) => Promise.resolve({ path, bytes: 0 }),
      contentOf: () => Promise.resolve(null),
      awaitElsewhere: () => Promise.resolve([]),
      now: Date.now,
    },
    {
      runId,
      parallel: 8,
      retry: 0,
      continueOnError: false,
      failFast: false,
      earlyCutoff: false,
      pools: new Map(),
      elsewhere: new Set(),
      stop: never,
      abort: never,
    },
  );
  if (isDurable) await backend.save(state);
  await backend.close();
  await log?.close();
  return { plan_ms: plannedMs - startMs, run_ms: performance.now() - plannedMs, finished };
}

/** How long a process that has the project open takes to plan anew after one file changed. */
async function replan(dir = '', file = ''): Promise<object> {
  const paths = projectPaths(dir);
  const path = join(dir, file);
  const text = readFileSync(path, 'utf8');
  const tookMs: number[] = [];
  try {
    for (let round = 0; round < 6; round += 1) {
      writeFileSync(path, text.replaceAll('amount >= 0', `amount >= ${round}`));
      const startMs = performance.now();
      await assessProject(paths);
      // The first look fills what a resident process has warm.
      if (round > 0) tookMs.push(performance.now() - startMs);
    }
  } finally {
    writeFileSync(path, text);
  }
  return { took_ms: tookMs };
}

/** A durable record of one node's result, one after the other, beside the least that the disk allows. */
async function journal(count = '', dir = ''): Promise<object> {
  const manifest = manifestOf('chain', Number(count));
  const paths = projectPaths(dir);
  const backend = new FileStateBackend(paths.stateDir);
  const state = new Map<NodeId, NodeState>();
  for (const id of manifest.graph.topologicalOrder()) {
    state.set(id, entryOf(manifest, id, state));
  }
  mkdirSync(paths.stateDir, { recursive: true });
  const floor = openSync(join(dirname(paths.stateDir), 'floor.ndjson'), 'a');
  let oursMs = 0;
  let floorMs = 0;
  for (const [id, entry] of state) {
    const startMs = performance.now();
    await backend.append(id, entry);
    const halfMs = performance.now();
    appendFileSync(floor, `${JSON.stringify({ id, ...entry })}\n`);
    fdatasyncSync(floor);
    oursMs += halfMs - startMs;
    floorMs += performance.now() - halfMs;
  }
  await backend.close();
  return { ours_ms: oursMs / state.size, floor_ms: floorMs / state.size };
}

function manifestOf(shape: Shape, size: number): Manifest {
  const graph = graphOf(shape, size);
  const ids = graph.map(({ name }) => idOf(`transform.${name}`));
  return new Manifest({
    metadata: { project: 'bench', seeknalVersion: '2.0.0', generatedAt: '' },
    nodes: graph.map(({ name }, index) => ({
      id: ids[index] ?? idOf(''),
      name,
      kind: 'transform',
      description: null,
      owner: null,
      tags: [],
      columns: {},
      config: { kind: 'transform', name, transform: 'SELECT 1 AS one' },
      filePath: null,
    })),
    edges: graph.flatMap(({ reads }, index) =>
      reads.map((from) => ({ from: ids[from] ?? idOf(''), to: ids[index] ?? idOf('') })),
    ),
  });
}

function idOf(text: string): NodeId {
  const id = parseNodeId(text);
  if (!id.ok) throw new Error(`${text} is no id`);
  return id.value;
}

function entryOf(manifest: Manifest, id: NodeId, state: ReadonlyMap<NodeId, NodeState>): NodeState {
  return {
    status: 'success',
    duration: 0.01,
    rowCount: 1,
    lastRun: Math.floor(Date.now() / 1000),
    fingerprint: fingerprintOf(manifest, id, (other) => state.get(other)),
    dataFiles: [],
    runId: 'bench',
    outputPath: intermediatePath(id),
    outputBytes: 0,
    error: null,
  };
}

function fingerprintOf(
  manifest: Manifest,
  id: NodeId,
  stateOf: (id: NodeId) => NodeState | undefined,
): ReturnType<typeof combineFingerprint> {
  const node = manifest.nodes.get(id);
  if (node === undefined) throw new Error(`${id} is not in the manifest`);
  const upstream = manifest.graph
    .upstreamOf(id)
    .map((up) => [up, stateOf(up)?.fingerprint?.combined ?? ''] as const);
  return combineFingerprint(definitionHashes(node), upstreamHash(upstream), null);
}
