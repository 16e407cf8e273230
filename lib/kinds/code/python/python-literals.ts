import type { JsonValue } from '../../../util/json';
import type { PythonToken } from './python-tokens';

/** A value that the code spells out; `undefined` for one that only running it would tell. */
export interface ReadValue {
  readonly value: JsonValue | undefined;
  /** The token after it. */
  readonly next: number;
}

/** One argument of a call. */
export interface Argument {
  /** Null for one that is given by its place. */
  readonly name: string | null;
  readonly value: JsonValue | undefined;
  /** Where the argument begins. */
  readonly offset: number;
}

const words: Readonly<Record<string, JsonValue>> = { True: true, False: false, None: null };

/** Deeper than this it is no configuration that somebody wrote. */
const mostDepth = 50;

/** Reads values that Python code spells out: texts, numbers, lists, dicts, calls that only hold settings. */
export class PythonLiterals {
  readonly #tokens: readonly PythonToken[];
  readonly #constants: ReadonlyMap<string, JsonValue>;

  /** `constants`: names of the module whose values are known. */
  constructor(tokens: readonly PythonToken[], constants: ReadonlyMap<string, JsonValue>) {
    this.#tokens = tokens;
    this.#constants = constants;
  }

  /** The value that begins at a token. */
  value(at: number, depth = 0): ReadValue {
    const read = this.#simple(at, depth);
    // Whatever follows makes it an expression, as in "a" + b.
    return this.#ends(read.next) ? read : { value: undefined, next: this.#skip(at) };
  }

  /** The arguments between the parenthesis at a token and the one that closes it. */
  call(open: number, depth = 0): { readonly args: readonly Argument[]; readonly next: number } {
    const args: Argument[] = [];
    let at = open + 1;
    while (at < this.#tokens.length && !this.#is(at, ')')) {
      const first = this.#tokens[at];
      const isNamed = first?.type === 'name' && this.#is(at + 1, '=');
      const { value, next } = this.value(isNamed ? at + 2 : at, depth + 1);
      args.push({ name: isNamed ? first.text : null, value, offset: first?.start ?? 0 });
      at = Math.max(next, at + 1);
      if (this.#is(at, ',')) at += 1;
    }
    return { args, next: at + 1 };
  }

  #simple(at: number, depth: number): ReadValue {
    const token = this.#tokens[at];
    const unknown = { value: undefined, next: this.#skip(at) };
    if (token === undefined || depth > mostDepth) return unknown;
    if (token.type === 'string') return this.#text(at);
    if (token.type === 'number') return { value: numberOf(token.text), next: at + 1 };
    if (token.text === '-' && this.#tokens[at + 1]?.type === 'number') {
      const number = numberOf(this.#tokens[at + 1]?.text ?? '');
      return { value: number === undefined ? undefined : -number, next: at + 2 };
    }
    if (token.type === 'name') {
      if (Object.hasOwn(words, token.text)) return { value: words[token.text], next: at + 1 };
      if (this.#is(at + 1, '(')) return this.#settings(at + 1, depth);
      return { value: this.#constants.get(token.text), next: at + 1 };
    }
    if (token.text === '[' || token.text === '(') return this.#list(at, depth);
    return token.text === '{' ? this.#dict(at, depth) : unknown;
  }

  /** Texts side by side are one. */
  #text(from: number): ReadValue {
    const parts: string[] = [];
    let isKnown = true;
    let at = from;
    for (let token = this.#tokens[at]; token?.type === 'string'; token = this.#tokens[at]) {
      parts.push(token.text);
      isKnown &&= !token.isFormatted;
      at += 1;
    }
    return { value: isKnown ? parts.join('') : undefined, next: at };
  }

  /** `MaterializationConfig(enabled=True)` says as much as a dict. */
  #settings(open: number, depth: number): ReadValue {
    const { args, next } = this.call(open, depth);
    if (args.some(({ name, value }) => name === null || value === undefined)) {
      return { value: undefined, next };
    }
    return {
      value: Object.fromEntries(args.map(({ name, value }) => [name ?? '', value ?? null])),
      next,
    };
  }

  #list(open: number, depth: number): ReadValue {
    const close = this.#is(open, '[') ? ']' : ')';
    const items: (JsonValue | undefined)[] = [];
    let commas = 0;
    let at = open + 1;
    while (at < this.#tokens.length && !this.#is(at, close)) {
      const { value, next } = this.value(at, depth + 1);
      items.push(value);
      at = Math.max(next, at + 1);
      if (this.#is(at, ',')) {
        at += 1;
        commas += 1;
      }
    }
    const next = at + 1;
    // Parentheses around one value only group it.
    if (close === ')' && items.length === 1 && commas === 0) return { value: items[0], next };
    const known = items.filter((item) => item !== undefined);
    return { value: known.length === items.length ? known : undefined, next };
  }

  #dict(open: number, depth: number): ReadValue {
    const entries: [string, JsonValue][] = [];
    let isKnown = true;
    let at = open + 1;
    while (at < this.#tokens.length && !this.#is(at, '}')) {
      const key = this.value(at, depth + 1);
      at = Math.max(key.next, at + 1);
      if (this.#is(at, ':')) {
        const { value, next } = this.value(at + 1, depth + 1);
        if (key.value === undefined || typeof key.value === 'object' || value === undefined) {
          isKnown = false;
        } else entries.push([String(key.value), value]);
        at = Math.max(next, at + 1);
      } else isKnown = false;
      if (this.#is(at, ',')) at += 1;
    }
    return { value: isKnown ? Object.fromEntries(entries) : undefined, next: at + 1 };
  }

  #ends(at: number): boolean {
    const token = this.#tokens[at];
    if (token === undefined || token.indent !== null) return true;
    return token.type === 'sign' && ',)]}:;'.includes(token.text);
  }

  /** The end of an expression that can't be read: the comma or bracket after it. */
  #skip(from: number): number {
    let depth = 0;
    for (let at = from; at < this.#tokens.length; at += 1) {
      const token = this.#tokens[at];
      if (token?.type !== 'sign') continue;
      if ('([{'.includes(token.text)) depth += 1;
      else if (')]}'.includes(token.text)) {
        if (depth === 0) return at;
        depth -= 1;
      } else if (depth === 0 && ',:'.includes(token.text) && at > from) return at;
    }
    return this.#tokens.length;
  }

  #is(at: number, sign: string): boolean {
    const token = this.#tokens[at];
    return token?.type === 'sign' && token.text === sign;
  }
}

function numberOf(text: string): number | undefined {
  const number = Number(text.replaceAll('_', ''));
  return Number.isFinite(number) ? number : undefined;
}
