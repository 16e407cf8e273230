import type { JsonValue } from '@/lib/util/json';

const pair = /\s*([A-Za-z_][\w.-]*)=("(?:[^"\\]|\\.)*"|\S+)/y;

/**
 * Parameters as a person types them, `min_amount=5 region="North Sea"`: numbers, true, false, null and quoted texts as in
 * JSON, everything else as text. Null when something is no `key=value`.
 */
export function parseParams(text: string): Readonly<Record<string, JsonValue>> | null {
  const params: Record<string, JsonValue> = {};
  pair.lastIndex = 0;
  let end = 0;
  for (let found = pair.exec(text); found !== null; found = pair.exec(text)) {
    end = pair.lastIndex;
    const [, key = '', value = ''] = found;
    params[key] = toValue(value);
  }
  return text.slice(end).trim() === '' ? params : null;
}

function toValue(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
