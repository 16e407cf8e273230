import type { RunView } from '@/lib/events/run-view';
import type { NodeId } from '@/lib/graph/node-id';
import type { NodeSnapshot } from '@/lib/service/project/project-snapshot';
import { runStateWord } from '../runs/run-state-word';
import type { NodeRow } from './node-row';

/** The nodes that are looked for, upstream before downstream, with the run that goes on before the last result. */
export function toRows(input: {
  readonly nodes: readonly NodeSnapshot[];
  readonly order: readonly NodeId[];
  readonly view: RunView | null;
  /** Null: all. */
  readonly matches: ReadonlySet<NodeId> | null;
}): NodeRow[] {
  const { view, matches } = input;
  const byId = new Map(input.nodes.map((node) => [node.id, node]));
  return input.order.flatMap((id): NodeRow[] => {
    const node = byId.get(id);
    if (node === undefined || matches?.has(id) === false) return [];
    const now = view?.nodes.get(id);
    if (now !== undefined && view !== null && now.decision === 'run') {
      return [
        {
          id,
          node,
          status: runStateWord(now, { ready: false, over: view.outcome !== null }),
          duration: now.duration,
          rows: now.rowCount,
          finishedAtMs: node.last?.finishedAtMs ?? null,
        },
      ];
    }
    return [
      {
        id,
        node,
        status: node.last?.status ?? null,
        duration: node.last?.duration ?? null,
        rows: node.last?.rowCount ?? null,
        finishedAtMs: node.last?.finishedAtMs ?? null,
      },
    ];
  });
}
