import type { JsonValue } from '../util/json';

const longest = 60;

/** A value as it reads inside a sentence: text bare, the rest as JSON, nothing over 60 characters. */
export function shortValue(value: JsonValue | undefined): string {
  if (value === undefined) return '(none)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.length <= longest) return text;
  // Half of a character that takes two places, such as an emoji, goes with its other half.
  return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
