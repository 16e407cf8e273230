/**
 * Strings, quoted names, dollar-quoted strings, line comments, block comments without others inside,
 * words, numbers, and any other single sign.
 */
const token =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*(?:(?!\/\*)[\s\S])*?\*\/|[\p{L}_][\p{L}\p{N}_$]*|\d[\w.]*|::|<>|[<>=!]=|\|\||\s+|[\s\S]/gu;

/** Without those that are likely names of columns, as `date` is: of these the case shows in the output. */
const keywords = new Set(
  (
    'all and any as asc between by case cast cross desc distinct else end except exclude exists ' +
    'extract false filter following for from full group having if ilike in inner intersect interval ' +
    'into is join lateral left like limit natural not null nulls offset on or order outer over ' +
    'partition positional preceding qualify recursive replace right rows select similar table then ' +
    'to true try_cast unbounded union unnest using values when where window with'
  ).split(' '),
);

/**
 * SQL as its signs and words, without comments and layout. Keywords are in small letters, whatever the
 * author likes; names and texts are as written.
 */
export function sqlTokens(sql: string): string[] {
  return (sql.match(token) ?? []).flatMap((text) => {
    if (/^\s/.test(text) || text.startsWith('--') || text.startsWith('/*')) return [];
    const small = text.toLowerCase();
    return [keywords.has(small) ? small : text];
  });
}

/** Whether two texts differ in comments, layout, case of keywords and a last `;` at most. */
export function isSameSql(a: string, b: string): boolean {
  const [one, other] = [withoutEnd(sqlTokens(a)), withoutEnd(sqlTokens(b))];
  return one.length === other.length && one.every((text, index) => text === other[index]);
}

function withoutEnd(tokens: string[]): string[] {
  const end = tokens.findLastIndex((text) => text !== ';');
  return tokens.slice(0, end + 1);
}
