import type { Graph } from '../graph/graph';
import type { NodeId } from '../graph/node-id';
import type { NodeView } from './run-view';

/** How long a run will take still, with how far off that may be. Seconds. */
export interface Estimate {
  readonly remaining: number;
  /** Two thirds of all ends come within this much of the estimate. */
  readonly error: number;
}

/** What of a node counts: whether it has begun, and when. */
export type EstimatedNode = Pick<NodeView, 'id' | 'status' | 'attempts'>;

export interface EstimateInput {
  readonly graph: Graph;
  readonly nodes: ReadonlyMap<NodeId, EstimatedNode>;
  /** Seconds that the last executions of each node took. */
  readonly past: ReadonlyMap<string, readonly number[]>;
  /** Nodes that may run at the same time. */
  readonly slots: number;
  readonly nowMs: number;
}

/** Below this share of nodes with a past, a number would be made up. */
const leastKnown = 0.5;
/** A node that takes longer than it ever did has this share of its usual time before it. */
const overdueShare = 0.1;

interface Expectation {
  readonly seconds: number;
  readonly variance: number;
}

/**
 * Plays the rest of a run forward: each node takes as long as it usually did, starts when everything
 * upstream is done and a slot is free, the one with the longest way to the end first. Null when too little
 * is known of the nodes that are left, or nothing is left.
 */
export function estimateRemaining(input: EstimateInput): Estimate | null {
  const { graph, nodes, past, slots, nowMs } = input;
  const left = [...nodes.values()].filter(
    (node) => node.status === 'pending' || node.status === 'running',
  );
  if (left.length === 0) return null;
  const known = left.filter((node) => (past.get(node.id)?.length ?? 0) > 0);
  if (known.length < left.length * leastKnown) return null;
  const usual = median(known.map((node) => median(past.get(node.id) ?? [])));
  const expected = new Map(
    left.map((node) => [node.id, expectationOf(past.get(node.id) ?? [], usual)]),
  );
  return playForward({ graph, left, expected, slots: Math.max(1, slots), nowMs });
}

function expectationOf(durations: readonly number[], usual: number): Expectation {
  if (durations.length === 0) return { seconds: usual, variance: usual * usual };
  const seconds = median(durations);
  // The median of distances from the median, scaled to a standard deviation: one odd run changes nothing.
  const spread = 1.4826 * median(durations.map((one) => Math.abs(one - seconds)));
  const doubt = durations.length < 3 ? seconds * 0.5 : seconds * 0.05;
  return { seconds, variance: Math.max(spread, doubt) ** 2 };
}

interface Running {
  readonly id: NodeId;
  readonly endsAt: number;
  /** Of the chain of nodes that decided when this one ends. */
  readonly variance: number;
}

function playForward({
  graph,
  left,
  expected,
  slots,
  nowMs,
}: {
  readonly graph: Graph;
  readonly left: readonly EstimatedNode[];
  readonly expected: ReadonlyMap<NodeId, Expectation>;
  readonly slots: number;
  readonly nowMs: number;
}): Estimate {
  const waitingFor = new Map<NodeId, number>();
  const priority = pathsToTheEnd(left, graph, expected);
  const running: Running[] = [];
  const ready: NodeId[] = [];
  for (const node of left) {
    const { seconds, variance } = expected.get(node.id) ?? { seconds: 0, variance: 0 };
    if (node.status === 'running') {
      const elapsed = Math.max(0, nowMs - (node.attempts.at(-1)?.startedAtMs ?? nowMs)) / 1000;
      running.push({
        id: node.id,
        endsAt: Math.max(seconds - elapsed, seconds * overdueShare),
        variance,
      });
      continue;
    }
    const open = graph.has(node.id)
      ? graph.upstreamOf(node.id).filter((up) => expected.has(up)).length
      : 0;
    waitingFor.set(node.id, open);
    if (open === 0) ready.push(node.id);
  }
  ready.sort((a, b) => (priority.get(a) ?? 0) - (priority.get(b) ?? 0));
  let now = 0;
  let variance = 0;
  for (;;) {
    while (running.length < slots && ready.length > 0) {
      const next = ready.pop();
      if (next === undefined) break;
      const expectation = expected.get(next) ?? { seconds: 0, variance: 0 };
      running.push({
        id: next,
        endsAt: now + expectation.seconds,
        variance: variance + expectation.variance,
      });
    }
    const first = takeFirst(running);
    if (first === null) break;
    now = first.endsAt;
    variance = first.variance;
    for (const next of graph.has(first.id) ? graph.downstreamOf(first.id) : []) {
      const open = waitingFor.get(next);
      if (open === undefined) continue;
      waitingFor.set(next, open - 1);
      if (open === 1) insertSorted(ready, next, priority);
    }
  }
  return { remaining: now, error: Math.sqrt(variance) };
}

/** For each node the seconds of the longest chain from its start to the end. */
function pathsToTheEnd(
  left: readonly EstimatedNode[],
  graph: Graph,
  expected: ReadonlyMap<NodeId, Expectation>,
): ReadonlyMap<NodeId, number> {
  const paths = new Map<NodeId, number>();
  // Views list their nodes in topological order.
  for (const { id } of left.toReversed()) {
    let longest = 0;
    for (const next of graph.has(id) ? graph.downstreamOf(id) : []) {
      longest = Math.max(longest, paths.get(next) ?? 0);
    }
    paths.set(id, longest + (expected.get(id)?.seconds ?? 0));
  }
  return paths;
}

/** Keeps the node with the longest way to the end last. */
function insertSorted(ready: NodeId[], id: NodeId, priority: ReadonlyMap<NodeId, number>): void {
  const value = priority.get(id) ?? 0;
  let low = 0;
  let high = ready.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = ready[middle];
    if (there !== undefined && (priority.get(there) ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  ready.splice(low, 0, id);
}

function takeFirst(running: Running[]): Running | null {
  let first = 0;
  running.forEach((one, index) => {
    if (one.endsAt < (running[first]?.endsAt ?? Infinity)) first = index;
  });
  return running.splice(first, 1)[0] ?? null;
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
