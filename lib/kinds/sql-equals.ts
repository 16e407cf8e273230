/** Older projects write conditions as Python does: `==` becomes `=`, outside strings. */
export function withSqlEquals(condition: string): string {
  return condition.replaceAll(/'(?:[^']|'')*'|==/g, (found) => (found === '==' ? '=' : found));
}
