import type { JsonValue } from '../../../util/json';
import type { ScriptToken } from './script-tokens';

/** A value that the code spells out; `undefined` for one that only running it would tell. */
export interface ReadValue {
  readonly value: JsonValue | undefined;
  /** The token after it. */
  readonly next: number;
}

/** One property of an object. */
export interface ReadProperty {
  readonly name: string;
  readonly value: JsonValue | undefined;
  readonly offset: number;
}

const words: Readonly<Record<string, JsonValue>> = { true: true, false: false, null: null };

const mostDepth = 50;

/** The properties of the object literal whose brace is at a token, and the token after it. */
export function readProperties(
  tokens: readonly ScriptToken[],
  open: number,
  depth = 0,
): { readonly properties: readonly ReadProperty[]; readonly next: number } {
  const properties: ReadProperty[] = [];
  let at = open + 1;
  while (at < tokens.length && !isSign(tokens, at, '}')) {
    const key = tokens[at];
    const isKey = key?.type === 'name' || key?.type === 'string';
    if (isKey && isSign(tokens, at + 1, ':')) {
      const { value, next } = readValue(tokens, at + 2, depth + 1);
      properties.push({ name: key.text, value, offset: key.start });
      at = next;
    } else {
      // A method, a spread or a shorthand.
      const isModified = key?.text === 'async' && tokens[at + 1]?.type === 'name';
      const name = isModified ? tokens[at + 1] : key;
      if (name !== undefined) {
        properties.push({ name: name.text, value: undefined, offset: name.start });
      }
      at = skip(tokens, at);
    }
    if (isSign(tokens, at, ',')) at += 1;
    else if (!isSign(tokens, at, '}')) at += 1;
  }
  return { properties, next: at + 1 };
}

/** The value that begins at a token. */
function readValue(tokens: readonly ScriptToken[], at: number, depth = 0): ReadValue {
  const read = readSimple(tokens, at, depth);
  let { next } = read;
  // What says something of its type doesn't change the value.
  while (tokens[next]?.text === 'as' || tokens[next]?.text === 'satisfies') {
    next = skip(tokens, next);
  }
  const end = tokens[next];
  const isEnd = end === undefined || (end.type === 'sign' && ',)]};'.includes(end.text));
  return isEnd ? { value: read.value, next } : { value: undefined, next: skip(tokens, at) };
}

function readSimple(tokens: readonly ScriptToken[], at: number, depth: number): ReadValue {
  const token = tokens[at];
  const unknown = { value: undefined, next: skip(tokens, at) };
  if (token === undefined || depth > mostDepth) return unknown;
  if (token.type === 'string') {
    return { value: token.isFormatted ? undefined : token.text, next: at + 1 };
  }
  if (token.type === 'number') return { value: numberOf(token.text, 1), next: at + 1 };
  if (token.text === '-' && tokens[at + 1]?.type === 'number') {
    return { value: numberOf(tokens[at + 1]?.text ?? '', -1), next: at + 2 };
  }
  if (token.type === 'name' && Object.hasOwn(words, token.text)) {
    return { value: words[token.text], next: at + 1 };
  }
  if (token.text === '[') return readList(tokens, at, depth);
  if (token.text !== '{') return unknown;
  const { properties, next } = readProperties(tokens, at, depth);
  const entries = properties.flatMap(({ name, value }): [string, JsonValue][] =>
    value === undefined ? [] : [[name, value]],
  );
  const isKnown = entries.length === properties.length;
  return { value: isKnown ? Object.fromEntries(entries) : undefined, next };
}

function readList(tokens: readonly ScriptToken[], open: number, depth: number): ReadValue {
  const items: JsonValue[] = [];
  let isKnown = true;
  let at = open + 1;
  while (at < tokens.length && !isSign(tokens, at, ']')) {
    const { value, next } = readValue(tokens, at, depth + 1);
    if (value === undefined) isKnown = false;
    else items.push(value);
    at = Math.max(next, at + 1);
    if (isSign(tokens, at, ',')) at += 1;
  }
  return { value: isKnown ? items : undefined, next: at + 1 };
}

/** The comma or bracket after an expression that can't be read. */
function skip(tokens: readonly ScriptToken[], from: number): number {
  let depth = 0;
  /** Of the brackets of types, as in Promise<Map<string, number>>. */
  let angles = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.type !== 'sign') continue;
    const before = tokens[at - 1];
    if (token.text === '<' && before?.type === 'name' && /^[A-Z]/.test(before.text)) angles += 1;
    else if (token.text === '>' && angles > 0) angles -= 1;
    if (angles > 0 && token.text === ',') continue;
    if ('([{'.includes(token.text)) depth += 1;
    else if (')]}'.includes(token.text)) {
      if (depth === 0) return at;
      depth -= 1;
    } else if (depth === 0 && ',;'.includes(token.text)) return at;
  }
  return tokens.length;
}

function isSign(tokens: readonly ScriptToken[], at: number, sign: string): boolean {
  const token = tokens[at];
  return token?.type === 'sign' && token.text === sign;
}

function numberOf(text: string, sign: 1 | -1): number | undefined {
  const number = Number(text.replaceAll('_', ''));
  return Number.isFinite(number) ? sign * number : undefined;
}
