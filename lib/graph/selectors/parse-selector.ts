import { nearMatches } from '../../util/near-matches';
import { err, ok, type Result } from '../../util/result';
import {
  stateWords,
  statusWords,
  type Condition,
  type Reach,
  type Selector,
  type Span,
  type Term,
} from './selector';
import { selectorError, type SelectorError } from './selector-error';

/** What may stand before a colon, and what it asks about. */
const methods: ReadonlyMap<string, Exclude<Condition['by'], 'name'>> = new Map([
  ['kind', 'kind'],
  ['type', 'kind'],
  ['tag', 'tag'],
  ['path', 'path'],
  ['owner', 'owner'],
  ['state', 'state'],
  ['status', 'status'],
  ['result', 'status'],
]);

/**
 * Reads a selector: terms separated by spaces (any of them) or commas (all of them, which binds tighter).
 * A term is a name or `method:value`; `+x`, `x+`, `2+x+1` and `@x` say what comes along. A value that
 * holds spaces, commas or `+` is put in quotes.
 */
export function parseSelector(text: string): Result<Selector, SelectorError> {
  const scanner = new Scanner(text);
  const branches: Term[][] = [];
  scanner.take(/\s*/y);
  if (scanner.isAtEnd()) {
    return err(
      selectorError(
        'empty',
        scanner.spanFrom(0),
        'The selector is empty.',
        'Expected names or conditions, as in: users tag:daily +churn_model,kind:transform',
      ),
    );
  }
  let joined = false;
  let separatorStart = 0;
  do {
    const term = parseTerm(scanner);
    if (!term.ok) return term;
    if (joined) branches.at(-1)?.push(term.value);
    else branches.push([term.value]);
    separatorStart = scanner.at;
    joined = scanner.take(/\s*(,?)\s*/y)?.[1] === ',';
  } while (!scanner.isAtEnd());
  return joined ? err(lonelyComma(scanner.spanFrom(separatorStart))) : ok({ branches });
}

function parseTerm(scanner: Scanner): Result<Term, SelectorError> {
  const start = scanner.at;
  const prefix = scanner.take(/@|(\d*)\+/y);
  const condition = parseCondition(scanner);
  if (!condition.ok) return condition;
  const suffix = scanner.take(/\+(\d*)/y);
  if (!scanner.isAtSeparator()) {
    const at = scanner.at;
    scanner.take(/[^\s,]+/y);
    return err(
      selectorError(
        'syntax',
        scanner.spanFrom(at),
        'Expected a space or a comma here.',
        'After "+" comes a number of steps or nothing. A name that holds "+" is put in quotes: "a+b".',
      ),
    );
  }
  const at = scanner.spanFrom(start);
  if (prefix?.[0] === '@') {
    return suffix === null
      ? ok({ condition: condition.value, reach: { type: 'self_contained' }, at })
      : err(
          selectorError('syntax', at, '"@" already takes everything downstream.', 'Leave out "+".'),
        );
  }
  const reach: Reach = { type: 'hops', upstream: hopsOf(prefix), downstream: hopsOf(suffix) };
  return ok({ condition: condition.value, reach, at });
}

function hopsOf(operator: RegExpExecArray | null): number {
  if (operator === null) return 0;
  const digits = operator[1] ?? '';
  return digits === '' ? Infinity : Number(digits);
}

function parseCondition(scanner: Scanner): Result<Condition, SelectorError> {
  const start = scanner.at;
  const method = scanner.take(/([^\s,+:"']*):/y)?.[1];
  const by = method === undefined ? 'name' : methods.get(method);
  if (by === undefined) return err(unknownMethod(method ?? '', scanner.spanFrom(start)));
  const valueStart = scanner.at;
  const value = parseValue(scanner, method ?? null);
  if (!value.ok) return value;
  const at = scanner.spanFrom(valueStart);
  switch (by) {
    case 'state':
      return oneOf(stateWords, value.value, at, 'state', (word) => ({ by, word }));
    case 'status':
      return oneOf(statusWords, value.value, at, 'status', (word) => ({ by, word }));
    case 'name':
    case 'kind':
    case 'tag':
    case 'owner':
    case 'path':
      return ok({ by, pattern: value.value });
  }
}

function parseValue(scanner: Scanner, method: string | null): Result<string, SelectorError> {
  const start = scanner.at;
  const quoted = scanner.take(/"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'/y);
  const inQuotes = quoted?.[1] ?? quoted?.[2];
  if (inQuotes !== undefined && inQuotes !== '') return ok(inQuotes.replaceAll(/\\([^])/g, '$1'));
  if (quoted === null) {
    if (scanner.take(/["'][^]*/y) !== null) {
      return err(selectorError('syntax', scanner.spanFrom(start), 'This quote is never closed.'));
    }
    const bare = scanner.take(/[^\s,+]+/y)?.[0];
    if (bare !== undefined) return ok(bare);
  }
  if (method === null && scanner.nextIs(',')) {
    return err(lonelyComma({ start: scanner.at, end: scanner.at + 1 }));
  }
  return err(
    selectorError(
      'syntax',
      scanner.spanFrom(start),
      method === null
        ? 'Expected the name of a node here.'
        : `Expected a value after "${method}:".`,
      'Operators stand at the name, without a space between: +users, users+, @users, tag:daily.',
    ),
  );
}

function oneOf<Word extends string>(
  words: readonly Word[],
  text: string,
  at: Span,
  what: string,
  make: (word: Word) => Condition,
): Result<Condition, SelectorError> {
  const word = words.find((candidate) => candidate === text);
  if (word !== undefined) return ok(make(word));
  const near = nearMatches(text, words);
  return err(
    selectorError(
      'unknown_word',
      at,
      `"${text}" is not a ${what}.`,
      near.length > 0 ? `Did you mean ${near.join(', ')}?` : `Expected one of ${words.join(', ')}.`,
    ),
  );
}

function unknownMethod(method: string, at: Span): SelectorError {
  const near = nearMatches(method, methods.keys());
  return selectorError(
    'unknown_method',
    at,
    `"${method}:" is not a condition.`,
    near.length > 0
      ? `Did you mean ${near.map((name) => `${name}:`).join(', ')}?`
      : `The conditions are ${[...methods.keys()].map((name) => `${name}:`).join(', ')}. A name that holds ":" is put in quotes.`,
  );
}

function lonelyComma(at: Span): SelectorError {
  return selectorError(
    'syntax',
    at,
    'A comma must stand between two terms.',
    'A comma takes the nodes that are in both terms, a space those that are in either.',
  );
}

/** A text and how far it was read. */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get at(): number {
    return this.#at;
  }

  isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  isAtSeparator(): boolean {
    return this.isAtEnd() || /[\s,]/.test(this.#text.charAt(this.#at));
  }

  nextIs(character: string): boolean {
    return this.#text.startsWith(character, this.#at);
  }

  /** Reads what the pattern matches right here, which must be sticky; null and no step when nothing does. */
  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found !== null) this.#at += found[0].length;
    return found;
  }

  spanFrom(start: number): Span {
    return { start, end: this.#at };
  }
}
