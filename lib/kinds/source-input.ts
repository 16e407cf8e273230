import { quotePath } from '../engine/sql-text';
import { kindOfId, shortNameOf, type NodeId } from '../graph/node-id';
import { namedRef } from './sql-refs';
import type { ExecutionContext } from './kind';

/** The input that `source` names, or the first; null when there is none. `view` is its name in SQL. */
export function sourceInput(
  source: string | null | undefined,
  inputs: ExecutionContext['inputs'],
): { readonly id: NodeId; readonly view: string } | null {
  const ids = inputs.map(({ id }) => id);
  const view = sourceView(source, ids);
  const id = sourceId(source, ids);
  return id === undefined || view === null ? null : { id, view };
}

/** How SQL calls the input that `source` names, or the first; null when there is none. */
export function sourceView(
  source: string | null | undefined,
  inputs: readonly NodeId[],
): string | null {
  const id = sourceId(source, inputs);
  return id === undefined ? null : quotePath(kindOfId(id), shortNameOf(id));
}

function sourceId(
  source: string | null | undefined,
  inputs: readonly NodeId[],
): NodeId | undefined {
  const wanted = typeof source === 'string' ? namedRef(source) : inputs[0];
  return inputs.find((id) => id === wanted);
}
