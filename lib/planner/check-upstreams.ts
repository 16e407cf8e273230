import type { NodeId } from '../graph/node-id';
import type { Manifest } from '../manifest/manifest';
import { nodesToRun } from './nodes-to-run';
import type { Plan } from './plan';

/** A node that runs while one of its inputs doesn't. */
export interface UnrunUpstream {
  readonly nodeId: NodeId;
  readonly upstream: NodeId;
}

/**
 * What makes a selection impossible, and what makes it doubtful: inputs that don't exist, and inputs
 * that would be rebuilt if the selection allowed it.
 */
export function checkUpstreams(
  plan: Plan,
  manifest: Manifest,
  inputs: {
    /** Whether the node has an output of a run that succeeded, on disk. */
    readonly isBuilt: (id: NodeId) => boolean;
    /** Whether an incremental run of everything would leave the node alone. */
    readonly isFresh: (id: NodeId) => boolean;
  },
): {
  readonly unbuilt: readonly UnrunUpstream[];
  readonly stale: readonly UnrunUpstream[];
  /** These two, and inputs that are as they should be. */
  readonly all: readonly UnrunUpstream[];
} {
  const running = new Set(nodesToRun(plan));
  const all: UnrunUpstream[] = [];
  const unbuilt: UnrunUpstream[] = [];
  const stale: UnrunUpstream[] = [];
  for (const nodeId of running) {
    for (const upstream of manifest.graph.upstreamOf(nodeId)) {
      if (running.has(upstream)) continue;
      all.push({ nodeId, upstream });
      if (!inputs.isBuilt(upstream)) unbuilt.push({ nodeId, upstream });
      else if (!inputs.isFresh(upstream)) stale.push({ nodeId, upstream });
    }
  }
  return { unbuilt, stale, all };
}
