import { refCalls } from '../engine/resolve-refs';
import type { JsonObject } from '../util/json';

/** The `ref('kind.name')` calls in the SQL of a document's `transform` field. */
export function transformRefs(config: JsonObject): readonly string[] {
  const { transform } = config;
  return typeof transform === 'string' ? refCalls(transform) : [];
}

/** The node that a field names, written `kind.name` or `ref('kind.name')`. */
export function namedRef(text: string): string {
  return refCalls(text)[0] ?? text.replace(/^\s*ref:/, '').trim();
}
