import type { JsonObject, JsonValue } from '../util/json';
import { findExpressions } from './find-expressions';
import { isTemplated } from './templated-fields';

/** The expressions in those texts of a document in which they have an effect, each once. */
export function expressionsOf(document: JsonObject): string[] {
  const found = new Set<string>();
  const open: JsonValue[] = Object.entries(document).flatMap(([key, value]) =>
    isTemplated(key) ? [value] : [],
  );
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string') {
      for (const { source } of findExpressions(value)) found.add(source);
    } else if (typeof value === 'object' && value !== null) open.push(...Object.values(value));
  }
  return [...found];
}
