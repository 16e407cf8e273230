import { parseNodeId } from '../graph/node-id';
import { isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import { parseJson } from './parse-json';

/** What is left of a state file that is no JSON any more: every entry that is whole, by node id. */
export function salvageEntries(text: string): JsonObject {
  const found: Record<string, JsonValue> = {};
  const start = /"((?:[^"\\]|\\.)+)"\s*:\s*\{/g;
  for (let match = start.exec(text); match !== null; match = start.exec(text)) {
    const key = parseJson(`"${match[1] ?? ''}"`);
    if (typeof key !== 'string' || !parseNodeId(key).ok) continue;
    const from = start.lastIndex - 1;
    const end = endOfObject(text, from);
    const entry = end === null ? undefined : parseJson(text.slice(from, end));
    // Objects inside an entry may have names like ids too, but no status.
    if (end === null || !isJsonObject(entry) || !('status' in entry)) continue;
    found[key] = entry;
    start.lastIndex = end;
  }
  return found;
}

/** Where the object that begins at `from` ends; null when it is cut short. */
function endOfObject(text: string, from: number): number | null {
  const part = /"(?:[^"\\]|\\.)*"|[{}]/g;
  part.lastIndex = from;
  let depth = 0;
  for (let match = part.exec(text); match !== null; match = part.exec(text)) {
    if (match[0] === '{') depth += 1;
    if (match[0] === '}') depth -= 1;
    if (depth === 0) return part.lastIndex;
  }
  return null;
}
