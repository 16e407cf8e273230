import type { NodeId } from '../graph/node-id';
import type { Manifest } from '../manifest/manifest';
import type { Plan } from '../planner/plan';
import type { ExecutionState } from '../state/execution-state';
import { upstreamHash } from '../state/fingerprint';

/**
 * Knows which nodes need not run after all, because what they read was made again and came out the same.
 * Only a node that would run for the sake of its upstream alone can be spared, and only if it was last
 * built from the very outputs that were there when the run began.
 */
export class EarlyCutoff {
  readonly #manifest: Manifest;
  /** Nodes that the plan runs. */
  readonly #planned = new Set<NodeId>();
  /** Those of them that can be spared. */
  readonly #sparable = new Set<NodeId>();
  readonly #unchanged = new Set<NodeId>();

  constructor(plan: Plan, manifest: Manifest, state: ExecutionState) {
    this.#manifest = manifest;
    for (const { nodeId, decision } of plan.entries) {
      if (decision.action !== 'run') continue;
      this.#planned.add(nodeId);
      const before = state.get(nodeId);
      if (decision.reason.code !== 'upstream_changed' || before?.status !== 'success') continue;
      const read = manifest.graph
        .upstreamOf(nodeId)
        .map((up) => [up, state.get(up)?.fingerprint?.combined ?? ''] as const);
      if (before.fingerprint?.upstream === upstreamHash(read)) this.#sparable.add(nodeId);
    }
  }

  /** The node has come out as it was before the run. */
  cameOutTheSame(id: NodeId): void {
    this.#unchanged.add(id);
  }

  /** Asked when all its upstream nodes are done. */
  spares(id: NodeId): boolean {
    return (
      this.#sparable.has(id) &&
      this.#manifest.graph
        .upstreamOf(id)
        .every((up) => !this.#planned.has(up) || this.#unchanged.has(up))
    );
  }
}
