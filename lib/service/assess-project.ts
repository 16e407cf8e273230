import { join } from 'node:path';
import type { ProjectPaths } from '../files/project-paths';
import type { NodeId } from '../graph/node-id';
import { loadManifest } from '../manifest/load-manifest';
import { parseProject } from '../project/parse-project';
import type { ParsedProject } from '../project/parsed-project';
import type { Plan } from '../planner/plan';
import { everything, planRun, type NodeFacts } from '../planner/plan-run';
import { FileStateBackend } from '../state/backends/file/file-state-backend';
import type { ExecutionState } from '../state/execution-state';
import { observeNodes } from './observe-nodes';

/** The project as it is on disk, what is remembered of its runs, and what an incremental run would do. */
export interface AssessedProject {
  readonly parsed: ParsedProject;
  readonly state: ExecutionState;
  /** Sentences about what was wrong with the stored state and how it was repaired. */
  readonly repairs: readonly string[];
  readonly facts: ReadonlyMap<NodeId, NodeFacts>;
  /** Of an incremental run without filters; made even when the project has errors, for drawing. */
  readonly plan: Plan;
}

/** The definitions that were last built, node by node; it explains changes and never decides. */
export function lastBuiltPath(paths: ProjectPaths): string {
  return join(paths.stateDir, 'last_run_manifest.json');
}

export async function assessProject(paths: ProjectPaths): Promise<AssessedProject> {
  const [parsed, { state, repairs }] = await Promise.all([
    parseProject(paths),
    new FileStateBackend(paths.stateDir).load(),
  ]);
  const { manifest, broken } = parsed;
  const facts = await observeNodes({
    manifest,
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
  return { parsed, state, repairs, facts, plan };
}

export function requireFacts(facts: ReadonlyMap<NodeId, NodeFacts>, id: NodeId): NodeFacts {
  const found = facts.get(id);
  if (found === undefined) throw new Error(`${id} was not observed`);
  return found;
}
