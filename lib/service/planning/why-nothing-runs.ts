import { quoteForShell } from '../../events/request-flags';
import type { Manifest } from '../../manifest/manifest';
import { nodesToRun } from '../../planner/nodes-to-run';
import type { Plan } from '../../planner/plan';
import type { Selection } from '../../planner/plan-run';
import type { RunRequest } from '../requests/run-request';

/**
 * Why filters leave a run nothing to do, in a sentence. Null when it has something to do, or when nothing
 * changed anyway.
 */
export function whyNothingRuns(input: {
  readonly plan: Plan;
  /** What would run without any filter. */
  readonly unfiltered: Plan;
  readonly manifest: Manifest;
  readonly request: RunRequest;
  readonly selection: Selection;
}): string | null {
  const { plan, manifest, request, selection } = input;
  if (nodesToRun(plan).length > 0) return null;
  const { tags, nodes, only } = selection;
  const isFull = request.mode === 'full';
  const isTagged = [...manifest.nodes.values()].some((node) => hasAny(node.tags, tags));
  if (!isFull && tags.length > 0 && nodes.length === 0 && !isTagged) {
    return `No nodes found with tags: ${tags.join(', ')}. Nothing to run.`;
  }
  if (only !== null && ![...only].some((id) => manifest.nodes.has(id))) {
    const selector = `--select ${quoteForShell(request.select ?? '')}`;
    return only.size === 0
      ? `No nodes match ${selector}. Nothing to run.`
      : `The nodes that match ${selector} are no longer in the project. Nothing to run.`;
  }
  const names = tags.length > 0 || nodes.length > 0 || only !== null;
  const wouldRun = isFull || names || nodesToRun(input.unfiltered).length > 0;
  return wouldRun && manifest.nodes.size > 0
    ? 'The filters leave out every node that would run. Nothing to run.'
    : null;
}

function hasAny(tags: readonly string[], wanted: readonly string[]): boolean {
  return wanted.some((tag) => tags.includes(tag));
}
