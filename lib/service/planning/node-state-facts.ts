import type { Graph } from '../../graph/graph';
import type { NodeId } from '../../graph/node-id';
import { kinds } from '../../kinds/registry';
import type { ManifestNode } from '../../manifest/manifest';
import type { ExecutionState, Fingerprint, NodeState } from '../../state/execution-state';
import { auditsHashOf, upstreamHash, type DefinitionHashes } from '../../state/fingerprint';

/** Whether it runs every time, changed or not. */
export function dependsOnTime({ kind, config }: ManifestNode): boolean {
  return config['always_run'] === true || (kinds.get(kind)?.dependsOnTime?.(config) ?? false);
}

/** Whether its audits are not those that the output of its last run has passed. */
export function auditsChanged({ config }: ManifestNode, state: NodeState | undefined): boolean {
  // Asked of every node of every run: most have none, and never had.
  if (config['audits'] === undefined && state?.auditsHash === undefined) return false;
  return auditsHashOf(config) !== (state?.auditsHash ?? null);
}

export function sameDefinition(a: DefinitionHashes, b: DefinitionHashes): boolean {
  return a.content === b.content && a.schema === b.schema && a.config === b.config;
}

/** What was found out of a node's upstream, for as long as nobody of them runs again. */
const movements = new WeakMap<
  Fingerprint,
  { readonly graph: Graph; readonly upstream: readonly string[]; readonly moved: boolean }
>();

/** Upstream nodes that were never built make no hash; they run, and their readers with them. */
export function upstreamMoved(
  id: NodeId,
  stored: Fingerprint,
  graph: Graph,
  state: ExecutionState,
): boolean {
  const ids = graph.upstreamOf(id);
  const upstream = ids.map((up) => state.get(up)?.fingerprint?.combined ?? '');
  const known = movements.get(stored);
  // Asked of all nodes at every look, and hashing takes longer than all the rest.
  if (known?.graph === graph && known.upstream.every((combined, at) => combined === upstream[at])) {
    return known.moved;
  }
  const moved = upstreamHash(ids.map((up, at) => [up, upstream[at] ?? ''])) !== stored.upstream;
  movements.set(stored, { graph, upstream, moved });
  return moved;
}
