import { refCalls } from '../engine/resolve-refs';
import type { JsonObject } from '../util/json';

/** The `ref('kind.name')` calls in the SQL of a document's `transform` field. */
export function transformRefs(config: JsonObject): readonly string[] {
  const { transform } = config;
  return typeof transform === 'string' ? refCalls(transform) : [];
}
