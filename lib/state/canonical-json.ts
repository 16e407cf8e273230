import { isJsonArray, isJsonObject, type JsonValue } from '../util/json';

/**
 * JSON as Python's `json.dumps(value, sort_keys=True)` writes it: sorted keys, `", "` and `": "` between
 * the parts, non-ASCII escaped. Hashes over it equal those of the original (runner reference, section 3).
 */
export function canonicalJson(value: JsonValue): string {
  if (isJsonArray(value)) return `[${value.map(canonicalJson).join(', ')}]`;
  if (isJsonObject(value)) {
    const fields = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => `${quote(key)}: ${canonicalJson(field)}`);
    return `{${fields.join(', ')}}`;
  }
  return typeof value === 'string' ? quote(value) : JSON.stringify(value);
}

function quote(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
