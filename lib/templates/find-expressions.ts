/** A `{{ }}` of a text. */
export interface FoundExpression {
  /** Of the opening braces, and after the closing ones. */
  readonly start: number;
  readonly end: number;
  /** What stands between the braces. */
  readonly source: string;
}

const braces = /\{\{([^{}\n]*)\}\}/g;

/**
 * A name, a name with dots, a call with a number, or `env:NAME` with or without a default. Whatever else
 * stands in double braces, as in a pattern of a regular expression, is nobody's expression.
 */
const expression = /^(?:env:.*|[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*\s*(?:\(.*\))?)$/;

/** The expressions of a text, in order. */
export function findExpressions(text: string): FoundExpression[] {
  if (!text.includes('{{')) return [];
  return [...text.matchAll(braces)].flatMap((match) => {
    const source = (match[1] ?? '').trim();
    if (!expression.test(source)) return [];
    return [{ start: match.index, end: match.index + match[0].length, source }];
  });
}
