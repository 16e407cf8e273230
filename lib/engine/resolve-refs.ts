import { quotePath } from './sql-text';

/** `ref('kind.name')` with either quote. */
const refCall = /\bref\(\s*(['"])([^'"]+)\1\s*\)/g;

/** The references that SQL makes by `ref('kind.name')`, in order, each once. */
export function refCalls(sql: string): string[] {
  return [...new Set([...sql.matchAll(refCall)].map((match) => match[2] ?? ''))];
}

/**
 * Puts the view in the place of each `ref('kind.name')`. Gives the name of the first reference that isn't
 * among the inputs instead, when there is one.
 */
export function resolveRefs(
  sql: string,
  inputs: ReadonlySet<string>,
): { readonly sql: string } | { readonly unknown: string } {
  const unknown = refCalls(sql).find((ref) => !inputs.has(ref));
  if (unknown !== undefined) return { unknown };
  return {
    sql: sql.replaceAll(refCall, (_, __, ref: string) => {
      const dot = ref.indexOf('.');
      return quotePath(ref.slice(0, dot), ref.slice(dot + 1));
    }),
  };
}
