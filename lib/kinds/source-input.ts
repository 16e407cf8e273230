import { quotePath } from '../engine/sql-text';
import { kindOfId, shortNameOf, type NodeId } from '../graph/node-id';
import { namedRef } from './sql-refs';
import type { ExecutionContext } from './kind';

/** The input that `source` names, or the first; null when there is none. `view` is its name in SQL. */
export function sourceInput(
  source: string | null | undefined,
  inputs: ExecutionContext['inputs'],
): { readonly id: NodeId; readonly view: string } | null {
  const wanted = typeof source === 'string' ? namedRef(source) : inputs[0]?.id;
  const input = inputs.find(({ id }) => id === wanted);
  if (input === undefined) return null;
  return { id: input.id, view: quotePath(kindOfId(input.id), shortNameOf(input.id)) };
}
