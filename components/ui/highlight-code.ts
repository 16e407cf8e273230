/** What a piece of code is, as far as a reader's eye cares. */
export type CodeTone = 'plain' | 'word' | 'text' | 'number' | 'quiet';

/** A stretch of code in one tone. */
export interface CodePiece {
  readonly tone: CodeTone;
  readonly text: string;
}

const sqlWords =
  'select|from|where|group|by|order|having|limit|offset|join|left|right|full|inner|outer|cross|asof|on|using|as|and|or|not|in|is|null|like|ilike|between|exists|case|when|then|else|end|with|recursive|union|all|distinct|except|intersect|over|partition|rows|range|window|qualify|filter|cast|try_cast|interval|date|timestamp|true|false|asc|desc|nulls|first|last|values|exclude|replace|sum|count|avg|min|max|coalesce|round|create|insert|update|delete|copy|to|set';

const grammars = {
  sql: new RegExp(
    [
      '(?<quiet>--[^\\n]*|/\\*[\\s\\S]*?\\*/)',
      "(?<text>'(?:[^']|'')*')",
      '(?<number>\\b\\d+(?:\\.\\d+)?\\b)',
      `(?<word>\\b(?:${sqlWords})\\b|\\{\\{[^}]*\\}\\}|\\$\\{[^}]*\\})`,
    ].join('|'),
    'gi',
  ),
  yaml: new RegExp(
    [
      '(?<quiet>(?:^|(?<=\\s))#[^\\n]*)',
      "(?<text>\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\n]|'')*')",
      '(?<word>(?<=^[ \\t]*(?:- +)*)[A-Za-z_][\\w.-]*(?=:(?:\\s|$)))',
      '(?<number>(?<=[\\s[,])-?\\d+(?:\\.\\d+)?(?=[\\s,\\]]|$))',
    ].join('|'),
    'gm',
  ),
  plain: null,
} as const;

/** The languages that are coloured. */
export type CodeLanguage = keyof typeof grammars;

const tones = ['quiet', 'text', 'number', 'word'] as const;

/** Cuts code into pieces by tone; joined, they are the code again. Above 100,000 characters it stays plain. */
export function highlightCode(code: string, language: CodeLanguage): CodePiece[] {
  const grammar = grammars[language];
  if (grammar === null || code.length > 100_000) return [{ tone: 'plain', text: code }];
  const pieces: CodePiece[] = [];
  let at = 0;
  for (const match of code.matchAll(grammar)) {
    if (match.index > at) pieces.push({ tone: 'plain', text: code.slice(at, match.index) });
    const tone = tones.find((name) => match.groups?.[name] !== undefined) ?? 'plain';
    pieces.push({ tone, text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < code.length) pieces.push({ tone: 'plain', text: code.slice(at) });
  return pieces;
}
