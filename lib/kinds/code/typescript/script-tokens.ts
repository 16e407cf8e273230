/** A word, a sign or a value of TypeScript; comments are left out. */
export interface ScriptToken {
  readonly type: 'name' | 'string' | 'number' | 'regex' | 'sign';
  /** As it is written; of a string, its value. */
  readonly text: string;
  readonly start: number;
  /** Of a string: its value is not known before the code runs. */
  readonly isFormatted: boolean;
}

const pattern =
  /(?<space>\s+)|(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?)|(?<template>`)|(?<name>[\p{L}_$][\p{L}\p{N}_$]*)|(?<number>\d[\w.]*|\.\d\w*)|(?<sign>=>|\.\.\.|[^\s])/uy;

const regexp = /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

/** After these a slash divides; anywhere else it begins a regular expression. */
const endsValue = /^(?:[)\]}]|[\p{L}\p{N}_$]+)$/u;
const keywords = new Set('return typeof case in of delete void throw new else do'.split(' '));

/** Cuts TypeScript into tokens. It never fails: what makes no sense to it becomes signs. */
export function scriptTokens(text: string): ScriptToken[] {
  const tokens: ScriptToken[] = [];
  let at = 0;
  while (at < text.length) {
    const last = tokens.at(-1);
    if (text[at] === '/' && !isAfterValue(last)) {
      regexp.lastIndex = at;
      const found = regexp.exec(text)?.[0];
      if (found !== undefined) {
        tokens.push({ type: 'regex', text: found, start: at, isFormatted: true });
        at += found.length;
        continue;
      }
    }
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) {
      at += 1;
      continue;
    }
    const start = at;
    const { groups = {} } = match;
    const [word] = match;
    at = pattern.lastIndex;
    if (groups['space'] !== undefined || groups['comment'] !== undefined) continue;
    if (groups['template'] !== undefined) {
      const { value, end, isFormatted } = readTemplate(text, at);
      tokens.push({ type: 'string', text: value, start, isFormatted });
      at = end;
    } else if (groups['string'] !== undefined) {
      const value = unescape(word.slice(1, word.length > 1 ? -1 : undefined));
      tokens.push({ type: 'string', text: value, start, isFormatted: false });
    } else {
      const type =
        groups['name'] !== undefined ? 'name' : groups['number'] !== undefined ? 'number' : 'sign';
      tokens.push({ type, text: word, start, isFormatted: false });
    }
  }
  return tokens;
}

function isAfterValue(last: ScriptToken | undefined): boolean {
  if (last === undefined) return false;
  if (last.type === 'string' || last.type === 'number') return true;
  return endsValue.test(last.text) && !keywords.has(last.text);
}

/** A template whose backtick has been read; what its `${ }` hold may hold templates again. */
function readTemplate(
  text: string,
  from: number,
): { readonly value: string; readonly end: number; readonly isFormatted: boolean } {
  let isFormatted = false;
  /** For each `${` that is open, how many braces are open in it; -1 stands for an inner template. */
  const open: number[] = [];
  let at = from;
  while (at < text.length) {
    const char = text.charAt(at);
    const inner = open.at(-1);
    if (char === '\\') at += 2;
    else if (inner === undefined || inner === -1) {
      if (char === '`') {
        if (inner === undefined) {
          return { value: unescape(text.slice(from, at)), end: at + 1, isFormatted };
        }
        open.pop();
        at += 1;
      } else if (text.startsWith('${', at)) {
        isFormatted = true;
        open.push(0);
        at += 2;
      } else at += 1;
    } else {
      if (char === '`') open.push(-1);
      else if (char === '{') open[open.length - 1] = inner + 1;
      else if (char === '}') {
        if (inner === 0) open.pop();
        else open[open.length - 1] = inner - 1;
      }
      at += 1;
    }
  }
  return { value: text.slice(from), end: at, isFormatted: true };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

function unescape(text: string): string {
  return text.replaceAll(/\\([\s\S])/g, (_, char: string) => escapes[char] ?? char);
}
