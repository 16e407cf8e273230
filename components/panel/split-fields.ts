import type { FieldDescription } from '@/lib/reference/describe-fields';

/** The fields that a file has, in its words, and those that it has not. Keys are looked for in the text: what is commented out has none. */
export function splitFields(
  fields: readonly FieldDescription[],
  yaml: string,
): { readonly used: readonly FieldDescription[]; readonly others: readonly FieldDescription[] } {
  const keys = new Set(
    [...yaml.matchAll(/^[\s-]*(?:["']?)([\w-]+)(?:["']?)\s*:(?:\s|$)/gm)].map((found) => found[1]),
  );
  const isUsed = ({ path }: FieldDescription): boolean =>
    path
      .split('.')
      .map((name) => name.replace(/\[\]$/, ''))
      .every((name) => name === '<name>' || keys.has(name));
  return { used: fields.filter(isUsed), others: fields.filter((field) => !isUsed(field)) };
}
