import type { NodeId } from '@/lib/graph/node-id';
import { parseSelector } from '@/lib/graph/selectors/parse-selector';
import { printName, printSelector } from '@/lib/graph/selectors/print-selector';
import type { Reach } from '@/lib/graph/selectors/selector';
import type { RunRequest } from '@/lib/service/requests/run-request';

export const reaches = ['none', 'upstream', 'downstream', 'both'] as const;
/** What runs along with the nodes that are named. */
export type PlanReach = (typeof reaches)[number];

/** What a person asks to be planned. */
export interface PlanChoice {
  readonly what: PlanWhat;
  /** Counts for what names nodes. */
  readonly reach: PlanReach;
  /** Nodes with any of these don't run. */
  readonly excludeTags: readonly string[];
}

/** `nodes`: those that are selected; `found`: those that a selector finds; `failed`: those that failed last. */
export type PlanWhat =
  | { readonly by: 'changed' }
  | { readonly by: 'all' }
  | { readonly by: 'nodes'; readonly ids: readonly NodeId[] }
  | { readonly by: 'found'; readonly selector: string }
  | { readonly by: 'failed' };

export const changedNodes: PlanChoice = {
  what: { by: 'changed' },
  reach: 'none',
  excludeTags: [],
};

/** The same with all that its nodes are made from; null when the choice has that already, or it can't be said. */
export function withUpstream(choice: PlanChoice): PlanChoice | null {
  const { what, reach } = choice;
  if (what.by === 'changed' || what.by === 'all' || reach === 'upstream') return null;
  if (reach === 'none') return { ...choice, reach: 'upstream' };
  if (what.by === 'found') return null;
  // What is downstream may be made from others, too.
  const terms = what.by === 'failed' ? ['status:failed'] : what.ids.map(printName);
  const selector = terms.map((term) => `@${term}`).join(' ');
  return { ...choice, what: { by: 'found', selector }, reach: 'none' };
}

/** The choice as a request of the command line. */
export function requestOf({ what, reach, excludeTags }: PlanChoice): Partial<RunRequest> {
  const excluded = excludeTags.length === 0 ? {} : { excludeTags };
  switch (what.by) {
    case 'changed':
      return excluded;
    case 'all':
      return { mode: 'full', ...excluded };
    case 'nodes':
      // These two mean the same; the shorter command is the one that people know.
      if (reach === 'downstream') return { nodes: what.ids, ...excluded };
      return {
        select: what.ids.map((id) => withReach(printName(id), reach)).join(' '),
        ...excluded,
      };
    case 'found':
      return { select: widen(what.selector, reach), ...excluded };
    case 'failed':
      return { select: withReach('status:failed', reach), ...excluded };
  }
}

/** The choice that makes such a request, as far as choices go; a reach that is in a selector stays there. */
export function choiceOf(request: RunRequest): PlanChoice {
  const { excludeTags, select } = request;
  if (request.mode === 'full') return { what: { by: 'all' }, reach: 'none', excludeTags };
  if (request.nodes.length > 0) {
    const ids = request.nodes as readonly NodeId[];
    return { what: { by: 'nodes', ids }, reach: 'downstream', excludeTags };
  }
  if (select === null) return { what: { by: 'changed' }, reach: 'none', excludeTags };
  for (const reach of reaches) {
    if (select === withReach('status:failed', reach)) {
      return { what: { by: 'failed' }, reach, excludeTags };
    }
  }
  return { what: { by: 'found', selector: select }, reach: 'none', excludeTags };
}

function withReach(term: string, reach: PlanReach): string {
  const before = reach === 'upstream' || reach === 'both' ? '+' : '';
  const after = reach === 'downstream' || reach === 'both' ? '+' : '';
  return `${before}${term}${after}`;
}

/** Every term of the selector reaches as far as asked, or as far as it does already. */
function widen(text: string, reach: PlanReach): string {
  const selector = parseSelector(text);
  if (!selector.ok || reach === 'none') return text;
  const up = reach === 'upstream' || reach === 'both';
  const down = reach === 'downstream' || reach === 'both';
  const wider = (from: Reach): Reach =>
    from.type === 'self_contained'
      ? from
      : {
          type: 'hops',
          upstream: up ? Infinity : from.upstream,
          downstream: down ? Infinity : from.downstream,
        };
  return printSelector({
    branches: selector.value.branches.map((terms) =>
      terms.map((term) => ({ ...term, reach: wider(term.reach) })),
    ),
  });
}
