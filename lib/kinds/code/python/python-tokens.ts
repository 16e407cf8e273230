/** A word, a sign or a value of Python code; comments and blank lines are left out. */
export interface PythonToken {
  readonly type: 'name' | 'string' | 'number' | 'sign';
  /** As it is written; of a string, its value. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** How far the line is indented, when it is the first of a logical line; else null. */
  readonly indent: number | null;
  /** Of a string: its value is not known before the code runs. */
  readonly isFormatted: boolean;
}

const pattern =
  /(?<space>[ \t\f\r]+|\\\r?\n)|(?<line>\n)|(?<comment>#[^\n]*)|(?<string>(?<prefix>[rRbBuUfFtT]{0,2})(?<quote>"""|'''|"|'))|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<number>\d[\w.]*|\.\d\w*)|(?<sign>\*\*|->|:=|==|[^\s])/uy;

/** Cuts Python code into tokens. It never fails: what makes no sense to it becomes signs. */
export function pythonTokens(text: string): PythonToken[] {
  const tokens: PythonToken[] = [];
  let depth = 0;
  let lineStart = 0;
  let isFirst = true;
  let at = 0;
  const add = (token: Omit<PythonToken, 'indent'>): void => {
    const indent = isFirst ? token.start - lineStart : null;
    isFirst = false;
    tokens.push({ ...token, indent });
  };
  while (at < text.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) {
      at += 1;
      continue;
    }
    const { groups = {} } = match;
    const start = at;
    at = pattern.lastIndex;
    if (groups['space'] !== undefined || groups['comment'] !== undefined) continue;
    if (groups['line'] !== undefined) {
      if (depth === 0) {
        isFirst = true;
        lineStart = at;
      }
      continue;
    }
    if (groups['string'] !== undefined) {
      const prefix = (groups['prefix'] ?? '').toLowerCase();
      const read = readString(text, at, groups['quote'] ?? '"', prefix.includes('r'));
      at = read.end;
      const isFormatted = /[ftb]/.test(prefix);
      add({ type: 'string', text: read.value, start, end: at, isFormatted });
      continue;
    }
    const type =
      groups['name'] !== undefined ? 'name' : groups['number'] !== undefined ? 'number' : 'sign';
    const word = match[0];
    if (type === 'sign' && '([{'.includes(word)) depth += 1;
    if (type === 'sign' && ')]}'.includes(word)) depth = Math.max(0, depth - 1);
    add({ type, text: word, start, end: at, isFormatted: false });
  }
  return tokens;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

/** The value of a string whose quote has just been read. A string without an end ends with its line. */
function readString(
  text: string,
  from: number,
  quote: string,
  isRaw: boolean,
): { readonly value: string; readonly end: number } {
  const parts: string[] = [];
  let at = from;
  while (at < text.length) {
    if (text.startsWith(quote, at)) return { value: parts.join(''), end: at + quote.length };
    const char = text.charAt(at);
    if (char === '\n' && quote.length === 1) break;
    if (char === '\\' && at + 1 < text.length) {
      const escaped = text.charAt(at + 1);
      parts.push(isRaw ? char + escaped : (escapes[escaped] ?? escaped));
      at += 2;
    } else {
      parts.push(char);
      at += 1;
    }
  }
  return { value: parts.join(''), end: at };
}
