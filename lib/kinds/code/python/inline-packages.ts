/** What every Python node needs to read and write its rows. */
const alwaysNeeded: readonly string[] = ['pandas', 'pyarrow', 'duckdb'];

/**
 * The packages that a file asks for in the comment at its top (`# /// script`), with those that every node
 * needs. Not the Seeknal package: what a node imports from it comes with us.
 */
export function inlinePackages(text: string): {
  readonly packages: readonly string[];
  readonly requiresPython: string | null;
} {
  const block = /^# \/\/\/ script\s*$([\s\S]*?)^# \/\/\/\s*$/m.exec(text)?.[1] ?? '';
  const lines = block.replaceAll(/^#[ \t]?/gm, '');
  const list = /^dependencies\s*=\s*\[([\s\S]*?)\]\s*$/m.exec(lines)?.[1] ?? '';
  const asked = [...list.matchAll(/(["'])(.*?)\1/g)].map((match) => match[2] ?? '');
  const others = asked.filter((name) => name !== '' && !/^seeknal\b/i.test(name));
  const names = others.map((name) => /^[\w.-]+/.exec(name)?.[0].toLowerCase());
  return {
    packages: [...others, ...alwaysNeeded.filter((name) => !names.includes(name))],
    requiresPython: /^requires-python\s*=\s*(["'])(.*?)\1/m.exec(lines)?.[2] ?? null,
  };
}
