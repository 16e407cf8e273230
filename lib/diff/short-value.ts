import type { JsonValue } from '../util/json';

const longest = 60;

/** A value as it reads inside a sentence: text bare, the rest as JSON, nothing over 60 characters. */
export function shortValue(value: JsonValue | undefined): string {
  if (value === undefined) return '(none)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
