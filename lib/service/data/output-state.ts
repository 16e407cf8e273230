import type { NodeId } from '../../graph/node-id';
import type { ManifestNode } from '../../manifest/manifest';
import { kinds } from '../../kinds/registry';
import type { NodeState } from '../../state/execution-state';
import { parquetOutputOf } from './find-outputs';

/** Whether a node has rows to show; if not, why, and what to do. */
export type OutputState =
  | {
      readonly state: 'ready';
      /** What the reader of the rows should know, such as that they are of an older build. */
      readonly note: string | null;
      readonly builtAtMs: number | null;
      readonly runId: string | null;
    }
  | { readonly state: 'never_built' | 'missing' | 'failed'; readonly message: string }
  /** Nodes of this kind have no rows; these do, and stand for what it hands out. */
  | { readonly state: 'no_rows'; readonly message: string; readonly instead: readonly NodeId[] };

export function outputState(input: {
  readonly node: ManifestNode;
  readonly last: NodeState | undefined;
  readonly isThere: boolean;
  /** What the node reads. */
  readonly inputs: readonly NodeId[];
  /** Why it will run again, in words; null when it is up to date. */
  readonly outdated: string | null;
}): OutputState {
  const { node, last, isThere, inputs, outdated } = input;
  if (parquetOutputOf(node) === null) {
    const label = kinds.get(node.kind)?.label ?? node.kind;
    return {
      state: 'no_rows',
      message:
        kinds.get(node.kind)?.hasData === false
          ? `${label}s only define something: they have no rows of their own.`
          : `This ${label.toLowerCase()} hands its rows out and keeps none here. What it reads can be looked at.`,
      instead: inputs,
    };
  }
  if (isThere) {
    return {
      state: 'ready',
      note: noteOf(last, outdated),
      builtAtMs: last === undefined ? null : Math.round(last.lastRun * 1000),
      runId: last?.runId ?? null,
    };
  }
  if (last === undefined) {
    return {
      state: 'never_built',
      message: `${node.id} was never built, so there is nothing to look at yet.`,
    };
  }
  return last.status === 'failed'
    ? {
        state: 'failed',
        message: `${node.id} failed when it ran last, and left no rows: ${last.error?.message ?? 'it did not say why'}`,
      }
    : {
        state: 'missing',
        message: `The output of ${node.id} is gone: ${parquetOutputOf(node) ?? ''} is not there any more, or leads out of the project.`,
      };
}

function noteOf(last: NodeState | undefined, outdated: string | null): string | null {
  if (last?.status === 'failed') {
    return `Its last run failed (${last.error?.message ?? 'no reason told'}). These rows may be of an earlier one.`;
  }
  return outdated === null ? null : `These rows are older than the project: ${outdated}.`;
}
