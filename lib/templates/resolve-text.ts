import type { JsonObject, JsonValue } from '../util/json';
import { evaluateExpression, type TemplateScope } from './evaluate-expression';
import { findExpressions } from './find-expressions';
import { replacePieces, type EditedText } from './text-edits';

/** An expression that stands for nothing. */
export interface UnresolvedExpression {
  readonly source: string;
  /** In the text, of the opening braces. */
  readonly offset: number;
  readonly message: string;
  readonly hint: string;
}

export interface ResolvedText extends EditedText {
  readonly unresolved: readonly UnresolvedExpression[];
  /** Expressions that get their value when a run executes the node. */
  readonly later: readonly string[];
  /** By expression, what was put in its place. */
  readonly used: ReadonlyMap<string, { readonly text: string; readonly isSecret: boolean }>;
}

/** Shared SQL may use shared values; deeper than this it goes round in a circle. */
const mostDepth = 10;

/** Puts values in the place of the `{{ }}` of a text. What stands for nothing stays as it is. */
export function resolveText(
  text: string,
  scope: TemplateScope,
  own: JsonObject,
  depth = 0,
): ResolvedText {
  const unresolved: UnresolvedExpression[] = [];
  const later: string[] = [];
  const used = new Map<string, { text: string; isSecret: boolean }>();
  const pieces = findExpressions(text).flatMap(({ start, end, source }) => {
    const evaluated = evaluateExpression(source, scope, own);
    if (evaluated.found === 'later') {
      later.push(source);
      return [];
    }
    if (evaluated.found === 'nothing') {
      const { message, hint } = evaluated;
      unresolved.push({ source, offset: start, message, hint });
      return [];
    }
    let by = textOf(evaluated.value);
    let { isSecret } = evaluated;
    if (scope.common.has(source) && by.includes('{{')) {
      if (depth >= mostDepth) {
        unresolved.push({
          source,
          offset: start,
          message: `{{ ${source} }} leads to itself.`,
          hint: 'Take the circle out of seeknal/common.',
        });
        return [];
      }
      const inner = resolveText(by, scope, own, depth + 1);
      by = inner.text;
      later.push(...inner.later);
      unresolved.push(...inner.unresolved.map((problem) => ({ ...problem, offset: start })));
      isSecret ||= [...inner.used.values()].some((value) => value.isSecret);
    }
    used.set(source, { text: by, isSecret });
    return [{ start, end, by }];
  });
  return { ...replacePieces(text, pieces), unresolved, later, used };
}

/** Text goes into SQL as it is, without quotes. */
function textOf(value: JsonValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
