/** One statement of a longer SQL text. */
export interface Statement {
  readonly sql: string;
  /** The line of the whole text, from 1, and the column in it, from 1, at which the statement starts. */
  readonly line: number;
  readonly column: number;
}

/**
 * What a `;` may hide in: strings, quoted names, dollar-quoted strings, line comments, block comments
 * (which nest in DuckDB). The first that matches at a place wins.
 */
const hiding = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*/y;

/** Cuts SQL at the `;` between its statements. Pieces that hold nothing but comments are left out. */
export function splitStatements(text: string): Statement[] {
  const statements: Statement[] = [];
  let start = 0;
  let at = 0;
  let hasCode = false;
  const finish = (): void => {
    if (hasCode) statements.push(cut(text, start, at));
    start = at + 1;
    hasCode = false;
  };
  while (at < text.length) {
    hiding.lastIndex = at;
    const hidden = hiding.exec(text)?.[0];
    if (hidden === '/*') at = endOfBlockComment(text, at);
    else if (hidden !== undefined) {
      hasCode ||= !hidden.startsWith('--');
      at += hidden.length;
    } else {
      if (text[at] === ';') finish();
      else hasCode ||= !/\s/.test(text[at] ?? '');
      at += 1;
    }
  }
  finish();
  return statements;
}

function cut(text: string, start: number, end: number): Statement {
  const piece = text.slice(start, end);
  const offset = start + (piece.length - piece.trimStart().length);
  const before = text.slice(0, offset);
  return {
    sql: piece.trim(),
    line: before.split('\n').length,
    column: offset - before.lastIndexOf('\n'),
  };
}

function endOfBlockComment(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text.startsWith('/*', at)) {
      depth += 1;
      at += 1;
    } else if (text.startsWith('*/', at)) {
      depth -= 1;
      at += 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}
