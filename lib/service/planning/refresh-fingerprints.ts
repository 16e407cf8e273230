import type { NodeId } from '../../graph/node-id';
import type { NodeFacts } from '../../planner/plan-run';
import type { ResolvedProject } from '../../project/resolve-project';
import type { ExecutionState, Fingerprint, NodeState } from '../../state/execution-state';
import { combineFingerprint, definitionHashes, upstreamHash } from '../../state/fingerprint';

/**
 * What to remember of nodes whose definition only reads differently: the fingerprint of how it reads now,
 * so that the next plan need not compare again. Nodes that were built from such ones keep counting as
 * built from them; whatever else makes a node run is left as it is.
 */
export function refreshFingerprints(input: {
  readonly resolved: Pick<ResolvedProject, 'manifest' | 'hashes'>;
  readonly state: ExecutionState;
  readonly facts: ReadonlyMap<NodeId, NodeFacts>;
}): ReadonlyMap<NodeId, NodeState> {
  const { resolved, state, facts } = input;
  const { manifest, hashes } = resolved;
  const refreshed = new Map<NodeId, NodeState>();
  if (![...facts.values()].some((fact) => fact.isReworded === true)) return refreshed;
  const combinedIn = (entries: ExecutionState, id: NodeId): string =>
    entries.get(id)?.fingerprint?.combined ?? '';
  for (const id of manifest.graph.topologicalOrder()) {
    const [entry, node] = [state.get(id), manifest.nodes.get(id)];
    const stored = entry?.fingerprint ?? null;
    if (entry === undefined || node === undefined || stored === null) continue;
    const definition =
      facts.get(id)?.isReworded === true ? (hashes.get(id) ?? definitionHashes(node)) : stored;
    const upstream = manifest.graph.upstreamOf(id);
    const before = upstreamHash(upstream.map((up) => [up, combinedIn(state, up)]));
    const after = upstreamHash(
      upstream.map((up) => [up, combinedIn(refreshed.has(up) ? refreshed : state, up)]),
    );
    const fingerprint: Fingerprint = combineFingerprint(
      { content: definition.content, schema: definition.schema, config: definition.config },
      stored.upstream === before ? after : stored.upstream,
      stored.data,
    );
    if (fingerprint.combined !== stored.combined) refreshed.set(id, { ...entry, fingerprint });
  }
  return refreshed;
}
