import type { NodeId } from '../graph/node-id';
import type { JsonValue } from '../util/json';
import { explainEntries } from './explain-entries';
import { parseJson } from './parse-json';
import type { LoadedState } from './state-backend';
import { stateFromJson } from './state-json';

/** Entries as a database keeps them: the id beside the JSON of the entry. */
export function readStoredEntries(
  rows: readonly { readonly nodeId: string; readonly entry: string }[],
  where: string,
): LoadedState & { readonly doubtful: readonly (string | NodeId)[] } {
  const entries: Record<string, JsonValue> = {};
  for (const { nodeId, entry } of rows) entries[nodeId] = parseJson(entry) ?? null;
  const read = stateFromJson(entries);
  const doubtful = [...read.unreadable, ...read.contradictory];
  const repairs = explainEntries(read, where);
  return {
    state: read.state,
    repairs:
      repairs.length === 0
        ? []
        : [`${repairs.join(' ')} As they were, they are kept in the table of what was put aside.`],
    unsettled: doubtful.length > 0,
    doubtful,
  };
}
