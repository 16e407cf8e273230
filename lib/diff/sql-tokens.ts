/**
 * Strings, quoted names, dollar-quoted strings, line comments, block comments without others inside,
 * words, numbers, and any other single sign.
 */
const token =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*(?:(?!\/\*)[\s\S])*?\*\/|[\p{L}_][\p{L}\p{N}_$]*|\d[\w.]*|::|<>|[<>=!]=|\|\||\s+|[\s\S]/gu;

const keywords = new Set(
  (
    'all and any as asc at between by case cast check columns cross current date day days desc ' +
    'distinct else end except exclude exists extract false filter first following for from full ' +
    'group having if ilike in inner insert intersect interval into is join last lateral left like ' +
    'limit month natural not null nulls offset on or order outer over partition positional ' +
    'preceding qualify range recursive replace right row rows sample select semi set similar table ' +
    'then timestamp to true try_cast unbounded union unnest using values when where window with year'
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
