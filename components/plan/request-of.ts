import type { NodeId } from '@/lib/graph/node-id';
import type { RunRequest } from '@/lib/service/run-request';

/** What the buttons of the dashboard ask for. */
export type RunChoice =
  | { readonly what: 'changed' }
  | { readonly what: 'all' }
  /** These nodes and all that reads them. */
  | { readonly what: 'selected'; readonly nodes: readonly NodeId[] };

const plain: RunRequest = {
  mode: 'incremental',
  types: [],
  nodes: [],
  tags: [],
  excludeTags: [],
  select: null,
  exclude: null,
  continueOnError: false,
  retry: 0,
  parallel: null,
};

/** The choice as the service takes it. */
export function requestOf(choice: RunChoice): RunRequest {
  switch (choice.what) {
    case 'changed':
      return plain;
    case 'all':
      return { ...plain, mode: 'full' };
    case 'selected':
      return { ...plain, nodes: choice.nodes };
  }
}
