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

/** The way back: what is read as these parameters. */
export function printParams(params: Readonly<Record<string, JsonValue>>): string {
  return Object.entries(params)
    .map(([key, value]) => `${key}=${printValue(value)}`)
    .join(' ');
}

function printValue(value: JsonValue): string {
  const isPlain = typeof value === 'string' && /^[^\s"]+$/.test(value) && toValue(value) === value;
  return isPlain ? value : JSON.stringify(value);
}

function toValue(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
