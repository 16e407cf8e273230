/** A condition on a metric, as in `> 5` or `between 1 and 9`: whether a value meets it. */
export type Threshold = (value: number) => boolean;

const comparison = /^\s*(>=|<=|!=|==|=|>|<)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*$/i;
const range = /^\s*between\s+(-?\d+(?:\.\d+)?)\s+and\s+(-?\d+(?:\.\d+)?)\s*$/i;

const operators: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '=': (value, limit) => value === limit,
  '==': (value, limit) => value === limit,
  '!=': (value, limit) => value !== limit,
};

/** Null for a text that is no threshold. */
export function parseThreshold(text: string): Threshold | null {
  const [, sign = '', limit] = comparison.exec(text) ?? [];
  const compare = operators[sign];
  if (compare !== undefined) return (value) => compare(value, Number(limit));
  const [, low, high] = range.exec(text) ?? [];
  if (low === undefined) return null;
  return (value) => value >= Number(low) && value <= Number(high);
}
