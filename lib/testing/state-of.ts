import type { NodeId } from '../graph/node-id';
import type { Manifest } from '../manifest/manifest';
import type { ExecutionState, NodeState } from '../state/execution-state';
import { combineFingerprint, definitionHashes, upstreamHash } from '../state/fingerprint';

/** The state after a run in which every node of the manifest succeeded. */
export function stateAfterSuccess(manifest: Manifest): Map<NodeId, NodeState> {
  const state = new Map<NodeId, NodeState>();
  for (const id of manifest.graph.topologicalOrder()) {
    state.set(id, succeeded(manifest, state, id));
  }
  return state;
}

/** What is remembered of a node that has just succeeded on the inputs in `state`. */
export function succeeded(manifest: Manifest, state: ExecutionState, id: NodeId): NodeState {
  const node = manifest.nodes.get(id);
  if (node === undefined) throw new Error(`${id} is not in the manifest`);
  const upstream = manifest.graph
    .upstreamOf(id)
    .map((up) => [up, state.get(up)?.fingerprint?.combined ?? ''] as const);
  return {
    status: 'success',
    duration: 1,
    rowCount: 10,
    lastRun: 1_706_500_000,
    fingerprint: combineFingerprint(definitionHashes(node), upstreamHash(upstream), null),
    dataFiles: [],
    runId: 'before',
    outputPath: null,
    outputBytes: null,
    error: null,
  };
}
