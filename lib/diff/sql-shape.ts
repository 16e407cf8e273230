import { sqlTokens } from './sql-tokens';

/** What can be said of a query without knowing its tables. */
export interface SqlShape {
  /** Names of the output's columns as far as they are written; `*` stands for those of a whole table. */
  readonly columns: ReadonlySet<string>;
  /** The tables that it reads, anywhere inside, in small letters; names of its own WITH left out. */
  readonly tables: ReadonlySet<string>;
}

/** The shape of the last statement, which is the one that makes the output; null when that is no query. */
export function sqlShape(sql: string): SqlShape | null {
  const tokens = lastStatement(sqlTokens(sql));
  const depths = depthOf(tokens);
  const select = tokens.findIndex((text, at) => text === 'select' && depths[at] === 0);
  if (select === -1) return null;
  return { columns: outputColumns(tokens, depths, select), tables: tablesIn(tokens) };
}

function lastStatement(tokens: readonly string[]): readonly string[] {
  const end = tokens.findLastIndex((text) => text !== ';') + 1;
  const start = tokens.slice(0, end).lastIndexOf(';') + 1;
  return tokens.slice(start, end);
}

/** How many brackets are open at each token. */
function depthOf(tokens: readonly string[]): readonly number[] {
  let depth = 0;
  return tokens.map((text) => {
    if (text === ')' || text === ']' || text === '}') depth -= 1;
    const at = depth;
    if (text === '(' || text === '[' || text === '{') depth += 1;
    return at;
  });
}

const endOfList = new Set(
  'from where group having qualify order limit offset union intersect except window'.split(' '),
);

function outputColumns(
  tokens: readonly string[],
  depths: readonly number[],
  select: number,
): Set<string> {
  const columns = new Set<string>();
  let item: string[] = [];
  const finish = (): void => {
    const name = nameOfItem(item);
    if (name !== null) columns.add(name);
    item = [];
  };
  for (let at = select + 1; at < tokens.length; at += 1) {
    const text = tokens[at] ?? '';
    if (depths[at] === 0 && endOfList.has(text) && item.at(-1) !== '.') break;
    if (depths[at] === 0 && text === ',') finish();
    else item.push(text);
  }
  finish();
  return columns;
}

/** `a.b`, `expression as b` and `expression b` are called b; anything else is called by its own text. */
function nameOfItem(item: readonly string[]): string | null {
  const words = item[0] === 'distinct' || item[0] === 'all' ? item.slice(1) : item;
  const last = words.at(-1);
  if (last === undefined) return null;
  const before = words.at(-2);
  const isName = /^["\p{L}_]/u.test(last);
  const isAlias = before === undefined || before === '.' || before === 'as' || isOperand(before);
  if (isName && isAlias) return bare(last);
  return words.includes('*') && (words[0] === '*' || words[1] === '.') ? '*' : words.join(' ');
}

function isOperand(text: string): boolean {
  return text === ')' || text === 'end' || /^["'\p{L}\p{N}_]/u.test(text);
}

function tablesIn(tokens: readonly string[]): Set<string> {
  const tables = new Set<string>();
  const own = new Set<string>();
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at + 1] === 'as' && tokens[at + 2] === '(') own.add(bare(tokens[at] ?? ''));
    if (tokens[at] === 'ref' && tokens[at + 1] === '(') tables.add(bare(tokens[at + 2] ?? ''));
    if (tokens[at] !== 'from' && tokens[at] !== 'join') continue;
    for (let path = pathAt(tokens, at + 1); path !== null; path = nextInList(tokens, path.end)) {
      if (path.name !== null) tables.add(path.name);
    }
  }
  for (const name of own) tables.delete(name);
  return tables;
}

interface Path {
  /** Null for a query or a function in the place of a table. */
  readonly name: string | null;
  readonly end: number;
}

function pathAt(tokens: readonly string[], start: number): Path | null {
  if (!/^["'\p{L}_]/u.test(tokens[start] ?? '')) return null;
  let end = start + 1;
  const parts = [bare(tokens[start] ?? '')];
  while (tokens[end] === '.') {
    parts.push(bare(tokens[end + 1] ?? ''));
    end += 2;
  }
  return { name: tokens[end] === '(' ? null : parts.join('.'), end };
}

/** The next table of `from a, b x, c as y`. */
function nextInList(tokens: readonly string[], end: number): Path | null {
  let at = end;
  if (tokens[at] === 'as') at += 1;
  if (tokens[at] !== ',' && tokens[at + 1] === ',') at += 1;
  return tokens[at] === ',' ? pathAt(tokens, at + 1) : null;
}

/** Without quotes and in small letters: DuckDB finds names whatever their case. */
function bare(name: string): string {
  return name.replace(/^["'](.*)["']$/su, '$1').toLowerCase();
}
