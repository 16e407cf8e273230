import { join } from 'node:path';
import type { ProjectPaths } from '../files/project-paths';
import type { NodeId } from '../graph/node-id';
import { loadManifest } from '../manifest/load-manifest';
import { parseProject } from '../project/parse-project';
import type { ParsedProject } from '../project/parsed-project';
import type { Plan } from '../planner/plan';
import { everything, planRun, type NodeFacts } from '../planner/plan-run';
import type { ExecutionState } from '../state/execution-state';
import type { LoadedState, StateStore } from '../state/state-backend';
import { observeNodes } from './observe-nodes';
import { openProjectState } from './open-project-state';

/** The project as it is on disk, what is remembered of its runs, and what an incremental run would do. */
export interface AssessedProject {
  readonly parsed: ParsedProject;
  readonly state: ExecutionState;
  /** Sentences about what was wrong with the stored state and how it was repaired. */
  readonly repairs: readonly string[];
  /** A save of the state as it is would put its place in order. */
  readonly unsettled: boolean;
  readonly facts: ReadonlyMap<NodeId, NodeFacts>;
  /** Of an incremental run without filters; made even when the project has errors, for drawing. */
  readonly plan: Plan;
}

/** The definitions that were last built, node by node; it explains changes and never decides. */
export function lastBuiltPath(paths: ProjectPaths): string {
  return join(paths.stateDir, 'last_run_manifest.json');
}

/** `store`: the open state, if there is one; else a StateUnavailableError is thrown when it can't be had. */
export async function assessProject(
  paths: ProjectPaths,
  store?: StateStore,
): Promise<AssessedProject> {
  const [parsed, { state, repairs, unsettled }] = await Promise.all([
    parseProject(paths),
    store === undefined ? lookAtState(paths) : store.load(),
  ]);
  const { manifest, broken } = parsed;
  const facts = await observeNodes({
    manifest,
    hashes: parsed.hashes,
    state,
    projectDir: paths.root,
    loadLastBuilt: async () => {
      const lastBuilt = await loadManifest(lastBuiltPath(paths), paths.root);
      return lastBuilt.ok ? lastBuilt.value : null;
    },
  });
  const plan = planRun({
    manifest,
    state,
    factsOf: (id) => requireFacts(facts, id),
    broken,
    selection: everything,
    full: false,
  });
  return { parsed, state, repairs, unsettled, facts, plan };
}

async function lookAtState(paths: ProjectPaths): Promise<LoadedState> {
  const store = await openProjectState(paths);
  try {
    return await store.load();
  } finally {
    await store.close();
  }
}

export function requireFacts(facts: ReadonlyMap<NodeId, NodeFacts>, id: NodeId): NodeFacts {
  const found = facts.get(id);
  if (found === undefined) throw new Error(`${id} was not observed`);
  return found;
}
