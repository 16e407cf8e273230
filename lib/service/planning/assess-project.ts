import { Outside } from '../../connections/outside';
import { readEnvironment } from '../../files/read-environment';
import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import { parseProject } from '../../project/parse-project';
import type { ParsedProject } from '../../project/parsed-project';
import { resolveProject, type ResolvedProject } from '../../project/resolve-project';
import type { Plan } from '../../planner/plan';
import { everything, planRun, type NodeFacts } from '../../planner/plan-run';
import type { ExecutionState } from '../../state/execution-state';
import type { LoadedState, StateStore } from '../../state/state-backend';
import { noValues, type TemplateValues } from '../../templates/template-values';
import { loadLastBuilt } from './last-built';
import { observeNodes } from './observe-nodes';
import { openProjectState } from './open-project-state';

/** The project as it is on disk, what is remembered of its runs, and what an incremental run would do. */
export interface AssessedProject {
  readonly parsed: ParsedProject;
  /** The same with values in the place of its `{{ }}`: what is hashed and executed, and never stored. */
  readonly resolved: ResolvedProject;
  readonly state: ExecutionState;
  /** Sentences about what was wrong with the stored state and how it was repaired. */
  readonly repairs: readonly string[];
  /** A save of the state as it is would put its place in order. */
  readonly unsettled: boolean;
  readonly facts: ReadonlyMap<NodeId, NodeFacts>;
  /** Of an incremental run without filters; made even when the project has errors, for drawing. */
  readonly plan: Plan;
}

/** `store`: the open state, if there is one; else a StateUnavailableError is thrown when it can't be had. */
export async function assessProject(
  paths: ProjectPaths,
  store?: StateStore,
  values: TemplateValues = noValues,
): Promise<AssessedProject> {
  const [parsed, loaded] = await Promise.all([
    parseProject(paths),
    store === undefined ? lookAtState(paths) : store.load(),
  ]);
  const resolved = resolveHere(paths, parsed, values);
  const facts = await observeProject(paths, parsed, resolved, loaded.state);
  return assess(parsed, resolved, loaded, facts);
}

/** Resolves the `{{ }}` of a project with what the request says, the clock and the environment. */
export function resolveHere(
  paths: ProjectPaths,
  parsed: ParsedProject,
  values: TemplateValues,
): ResolvedProject {
  return resolveProject(parsed, {
    values,
    now: new Date(),
    environment: parsed.templated.size > 0 ? readEnvironment(paths.root) : {},
    projectDir: paths.root,
  });
}

/** What is true of each node, by the fingerprints of what was last built. */
export async function observeProject(
  paths: ProjectPaths,
  parsed: ParsedProject,
  resolved: ResolvedProject,
  state: ExecutionState,
): Promise<ReadonlyMap<NodeId, NodeFacts>> {
  return observeNodes({
    resolved,
    written: parsed.manifest,
    state,
    projectDir: paths.root,
    outside: new Outside(parsed.profiles, readEnvironment(paths.root)),
    loadLastBuilt: () => loadLastBuilt(paths),
  });
}

/** Puts together what was found, and adds what an incremental run would do. */
export function assess(
  parsed: ParsedProject,
  resolved: ResolvedProject,
  { state, repairs, unsettled }: LoadedState,
  facts: ReadonlyMap<NodeId, NodeFacts>,
): AssessedProject {
  const plan = planRun({
    manifest: parsed.manifest,
    state,
    factsOf: (id) => requireFacts(facts, id),
    broken: parsed.broken,
    selection: everything,
    full: false,
  });
  return { parsed, resolved, state, repairs, unsettled, facts, plan };
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
