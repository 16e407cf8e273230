import type { Graph } from '../../graph/graph';
import { dataFilesOfNode } from '../../kinds/data-files-of-node';
import { kinds, type AnyKind } from '../../kinds/registry';
import type { ManifestNode } from '../../manifest/manifest';
import type { NodeFacts } from '../../planner/plan-run';
import type { ResolvedProject } from '../../project/resolve-project';
import { areDataFilesUntouched, digestDataFiles } from '../../state/data-file-facts';
import type { ExecutionState, Fingerprint, NodeState } from '../../state/execution-state';
import { definitionHashes } from '../../state/fingerprint';
import { expectedOutputs, missingOutput } from './expected-outputs';
import { changedOutside, nothingOutside, type OutsideLook } from './look-outside';
import { auditsChanged, dependsOnTime, sameDefinition, upstreamMoved } from './node-state-facts';

/** A project and what is remembered of it, as far as one node's facts depend on them. */
interface Around {
  readonly resolved: Pick<ResolvedProject, 'manifest' | 'hashes' | 'templated'>;
  readonly state: ExecutionState;
  readonly projectDir: string;
}

/** What was found of a node that reads nothing but other nodes, and all that it was found from but its outputs. */
interface Standing {
  readonly kind: AnyKind | undefined;
  readonly graph: Graph;
  readonly states: ExecutionState;
  readonly outputs: readonly string[];
  readonly facts: NodeFacts;
}

/** A process that stays asks of all nodes after each edit of one. */
const standing = new WeakMap<ManifestNode, Standing>();

/**
 * What is true of most nodes at most times: as they were built, to be found out without waiting for
 * anything. Null when something may differ.
 */
export function factsIfSame(
  node: ManifestNode,
  outside: OutsideLook,
  around: Around,
  isThere: (path: string) => boolean,
): NodeFacts | null {
  const { resolved, state: states } = around;
  const { graph } = resolved.manifest;
  const kind = kinds.get(node.kind);
  const known = standing.get(node);
  if (
    known?.graph === graph &&
    known.states === states &&
    known.kind === kind &&
    outside === nothingOutside &&
    missingOutput(known.outputs, isThere) === known.facts.missingOutput
  ) {
    return known.facts;
  }
  const state = states.get(node.id);
  const stored = state?.fingerprint ?? null;
  if (state === undefined || stored === null) return null;
  if (!sameDefinition(resolved.hashes.get(node.id) ?? definitionHashes(node), stored)) return null;
  if (changedOutside(outside, state).length > 0) return null;
  const dataFiles = dataFilesOfNode(node);
  if (!areDataFilesSame(dataFiles, state, stored, around.projectDir)) return null;
  const outputs = expectedOutputs(node, state.outputPath);
  const facts = {
    definitionChange: null,
    changedDataFiles: [],
    ...doubtOf(outside),
    missingOutput: missingOutput(outputs, isThere),
    upstreamMoved: upstreamMoved(node.id, stored, graph, states),
    dependsOnTime: isTimed(node, resolved),
    auditsChanged: auditsChanged(node, state),
  };
  const readsOnlyNodes =
    dataFiles.length === 0 && outside === nothingOutside && !resolved.templated.has(node.id);
  if (readsOnlyNodes) standing.set(node, { kind, graph, states, outputs, facts });
  return facts;
}

/** Also when the run itself is among its values. */
export function isTimed(
  node: ManifestNode,
  { templated }: Pick<ResolvedProject, 'templated'>,
): boolean {
  return dependsOnTime(node) || templated.get(node.id)?.isLate === true;
}

export function doubtOf({ doubt }: OutsideLook): Pick<NodeFacts, 'doubt'> {
  return doubt === null ? {} : { doubt };
}

function areDataFilesSame(
  paths: readonly string[],
  state: NodeState,
  stored: Fingerprint,
  projectDir: string,
): boolean {
  return (
    paths.length === 0 ||
    (areDataFilesUntouched(projectDir, paths, state.dataFiles) &&
      digestDataFiles(state.dataFiles, state.outsideFacts) === stored.data)
  );
}
