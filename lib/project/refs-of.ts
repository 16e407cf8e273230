import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';

/**
 * The nodes that a document reads: those of `inputs`, or of `depends_on` when there are none, then those
 * that only other fields name. In this order position N is what SQL calls input_N.
 */
export function refsOf(
  config: JsonObject,
  furtherRefs: ((config: JsonObject) => readonly string[]) | undefined,
): string[] {
  const listed = listRefs(config['inputs']);
  const named = listed.length > 0 ? listed : listRefs(config['depends_on']);
  const refs = new Set([...named, ...(furtherRefs?.(config) ?? [])]);
  // `ref('{{ src.ref }}')` names a node once the expression has its value.
  return [...refs].filter((ref) => !ref.includes('{{'));
}

/** `[{ref: a}, a]`, or the mapping `users: ref:source.users` of older projects. */
function listRefs(value: JsonValue | undefined): string[] {
  const items = isJsonArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
  return items.flatMap((item) => {
    const ref = isJsonObject(item) ? item['ref'] : item;
    return typeof ref === 'string' ? [unwrap(ref)] : [];
  });
}

/** `ref('a.b')`, `ref:a.b` and `a.b` mean the same. */
function unwrap(text: string): string {
  const wrapped = /^\s*ref\(\s*(['"])(.+)\1\s*\)\s*$/.exec(text);
  return (wrapped?.[2] ?? text.replace(/^ref:/, '')).trim();
}
