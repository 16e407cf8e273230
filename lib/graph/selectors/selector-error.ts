import type { Span } from './selector';

/** Why a selector can't be used, and where in it. */
export interface SelectorError {
  readonly code:
    | 'empty'
    | 'syntax'
    | 'unknown_method'
    | 'unknown_word'
    | 'unknown_kind'
    | 'unknown_name'
    | 'ambiguous_name';
  readonly message: string;
  /** What to write instead, when we know. */
  readonly hint: string | null;
  readonly at: Span;
}

export function selectorError(
  code: SelectorError['code'],
  at: Span,
  message: string,
  hint: string | null = null,
): SelectorError {
  return { code, message, hint, at };
}
