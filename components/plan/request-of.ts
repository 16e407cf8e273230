import type { NodeId } from '@/lib/graph/node-id';
import type { RunRequest } from '@/lib/service/run-request';

/** What the buttons of the dashboard ask for. */
export type RunChoice =
  | { readonly what: 'changed' }
  | { readonly what: 'all' }
  /** These nodes and all that reads them. */
  | { readonly what: 'selected'; readonly nodes: readonly NodeId[] };

/** The choice as the actions take it: only what differs from a plain run. */
export function requestOf(choice: RunChoice): Partial<RunRequest> {
  switch (choice.what) {
    case 'changed':
      return {};
    case 'all':
      return { mode: 'full' };
    case 'selected':
      return { nodes: choice.nodes };
  }
}
