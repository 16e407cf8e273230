/** A table, and the schema that was named with it. */
export interface TableName {
  readonly schema: string | null;
  readonly table: string;
}

/**
 * Reads `table`, `schema.table` or, with names in quotes, `"My schema"."My table"`. A third name before
 * them, that of a database, is left out. Null when it is none of these.
 */
export function parseTableName(text: string, schema: string | null = null): TableName | null {
  const parts: string[] = [];
  const part = /\s*(?:"((?:[^"]|"")+)"|([^\s."]+))\s*(\.|$)/y;
  for (;;) {
    const found = part.exec(text);
    if (found === null) return null;
    parts.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '') break;
  }
  const table = parts.at(-1);
  if (table === undefined || parts.length > 3) return null;
  return { schema: parts.at(-2) ?? schema, table };
}

/** As SQL has it: every name in quotes. */
export function quoteTableName({ schema, table }: TableName): string {
  return [schema, table]
    .filter((name) => name !== null)
    .map((name) => `"${name.replaceAll('"', '""')}"`)
    .join('.');
}
