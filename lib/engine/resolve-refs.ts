import { replacePieces, type EditedText } from '../templates/text-edits';
import { quotePath } from './sql-text';

/**
 * What SQL is made of, as far as references are concerned; the first that matches at a place wins: comments,
 * then `ref('kind.name')` with either quote, then strings and quoted names, then `$name` and `{name}`.
 */
const pieces =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\bref\s*\(\s*(['"])([^'"]+)\1\s*\)|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\3\$|\$([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\}/gi;

interface FoundRef {
  readonly start: number;
  readonly end: number;
  readonly ref: string;
}

/** The references that SQL makes by `ref('kind.name')`, in order, each once. Comments make none. */
export function refCalls(sql: string): string[] {
  if (!/\bref\s*\(/i.test(sql)) return [];
  return [...new Set(findRefs(sql, new Map()).map(({ ref }) => ref))];
}

/** Inputs that have names of their own, as in `users: ref:source.users`: by name, the node. */
export type NamedInputs = ReadonlyMap<string, string>;

/**
 * Puts the view in the place of each `ref('kind.name')`, and of `$name` and `{name}` for inputs with names
 * of their own. Gives the first reference that isn't among the inputs instead, when there is one.
 */
export function resolveRefs(
  sql: string,
  inputs: ReadonlySet<string>,
  named: NamedInputs,
): EditedText | { readonly unknown: string; readonly offset: number } {
  const refs = findRefs(sql, named);
  const unknown = refs.find(({ ref }) => !inputs.has(ref));
  if (unknown !== undefined) return { unknown: unknown.ref, offset: unknown.start };
  return replacePieces(
    sql,
    refs.map(({ start, end, ref }) => {
      const dot = ref.indexOf('.');
      return { start, end, by: quotePath(ref.slice(0, dot), ref.slice(dot + 1)) };
    }),
  );
}

function findRefs(sql: string, named: NamedInputs): FoundRef[] {
  return [...sql.matchAll(pieces)].flatMap((match) => {
    const [whole, , called, , dollar, braces] = match;
    const name = dollar ?? braces;
    const ref = called === undefined ? named.get(name ?? '') : (named.get(called) ?? called);
    return ref === undefined ? [] : [{ start: match.index, end: match.index + whole.length, ref }];
  });
}
