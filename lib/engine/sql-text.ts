/** A text as an SQL string literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier, whatever letters it has. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `"a"."b"` */
export function quotePath(...names: readonly string[]): string {
  return names.map(quoteName).join('.');
}
