import type { Graph } from '../graph/graph';
import type { NodeId } from '../graph/node-id';
import type { Manifest } from '../manifest/manifest';
import type { Plan, PlanEntry } from './plan';

/** One of several jobs that share the work: number `index` of `count`, from 1. */
export interface Partition {
  readonly index: number;
  readonly count: number;
}

/** `2/3` */
export function partitionText({ index, count }: Partition): string {
  return `${String(index)}/${String(count)}`;
}

/**
 * Cuts a plan down to what one part runs; what others run is left out with the number of its part. Parts
 * depend on the manifest alone, so that jobs which see each other's progress still agree on them, and the
 * union of all parts is exactly the plan. A part reads from itself and earlier ones only: run one after
 * the other, none waits.
 */
export function partitionPlan(plan: Plan, manifest: Manifest, { index, count }: Partition): Plan {
  const partOf = assignParts(manifest.graph, count);
  const entries = plan.entries.map((entry): PlanEntry => {
    const part = partOf.get(entry.nodeId) ?? 1;
    if (entry.decision.action !== 'run' || part === index) return entry;
    return { ...entry, decision: { action: 'skip', reason: { code: 'other_part', part, count } } };
  });
  return { ...plan, entries };
}

/** Parts of about the same size, from 1; what hangs together stays together where it can. */
function assignParts(graph: Graph, count: number): ReadonlyMap<NodeId, number> {
  const order = depthFirstOrder(graph);
  return new Map(
    order.map((id, place) => [id, 1 + Math.floor((place * count) / Math.max(1, order.length))]),
  );
}

/** A topological order in which a node comes as soon after what it reads as its siblings allow. */
function depthFirstOrder(graph: Graph): NodeId[] {
  const order: NodeId[] = [];
  const seen = new Set<NodeId>();
  const topological = graph.topologicalOrder();
  for (const end of topological) {
    if (graph.downstreamOf(end).length > 0) continue;
    const stack = [{ id: end, next: 0 }];
    seen.add(end);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const upstream = graph.upstreamOf(top.id)[top.next];
      top.next += 1;
      if (upstream === undefined) {
        order.push(top.id);
        stack.pop();
      } else if (!seen.has(upstream)) {
        seen.add(upstream);
        stack.push({ id: upstream, next: 0 });
      }
    }
  }
  return order;
}
