import { hash } from 'node:crypto';
import { isJsonArray, type JsonValue } from '../../../util/json';
import type { CodeMistake, CodeNode, ReadCode } from '../language';
import { readProperties, type ReadProperty } from './script-literals';
import { scriptTokens, type ScriptToken } from './script-tokens';

/** Finds the nodes that a file defines by `defineTransform({ ... })`, without running it. */
export function readTypescript(text: string): ReadCode {
  if (!text.includes('defineTransform')) return { nodes: [], mistakes: [] };
  const tokens = scriptTokens(text);
  const code = hash(
    'sha256',
    tokens.map(({ type, text: word }) => `${type}\0${word}`).join('\n'),
    'hex',
  );
  const nodes: CodeNode[] = [];
  const mistakes: CodeMistake[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const [name, open, brace] = [tokens[at], tokens[at + 1], tokens[at + 2]];
    if (name?.text !== 'defineTransform' || name.type !== 'name' || open?.text !== '(') continue;
    if (brace?.text !== '{') {
      mistakes.push({
        severity: 'error',
        message:
          'What defineTransform is given is not spelled out, so it is not known before the code runs.',
        hint: 'As in defineTransform({ name: "...", inputs: ["..."], run: async (ctx) => ... }).',
        offset: name.start,
      });
      continue;
    }
    const { properties, next } = readProperties(tokens, at + 2);
    const refs = refsIn(tokens, at + 2, next);
    const made = toNode(properties, refs, { offset: name.start, code });
    if (made.node !== null) nodes.push(made.node);
    mistakes.push(...made.mistakes);
    at = next - 1;
  }
  return { nodes, mistakes };
}

/** `ctx.ref('kind.name')` and `ctx.rows('kind.name')`; also `ref('...')`, for those who take ctx apart. */
function refsIn(tokens: readonly ScriptToken[], from: number, to: number): CodeNode['refs'] {
  const refs: { ref: string; offset: number }[] = [];
  for (let at = from; at < to; at += 1) {
    const [name, open, text] = [tokens[at], tokens[at + 1], tokens[at + 2]];
    if (name?.type !== 'name' || (name.text !== 'ref' && name.text !== 'rows')) continue;
    if (open?.text !== '(' || text?.type !== 'string' || text.isFormatted) continue;
    if (tokens[at + 3]?.text !== ')') continue;
    if (text.text.includes('.')) refs.push({ ref: text.text, offset: name.start });
  }
  // A template is one token; what its ${ } call is in its text.
  for (const token of tokens.slice(from, to)) {
    if (token.type !== 'string' || !token.isFormatted) continue;
    for (const match of token.text.matchAll(
      /\b(?:ref|rows)\(\s*(['"])([^'"\s]+\.[^'"\s]+)\1\s*\)/g,
    )) {
      refs.push({ ref: match[2] ?? '', offset: token.start });
    }
  }
  return refs;
}

const fields = new Set(
  'name description owner tags columns audits timeout params retry_delay pool weight always_run'.split(
    ' ',
  ),
);

function toNode(
  properties: readonly ReadProperty[],
  refs: CodeNode['refs'],
  { offset, code }: { readonly offset: number; readonly code: string },
): { readonly node: CodeNode | null; readonly mistakes: readonly CodeMistake[] } {
  const settings: Record<string, JsonValue> = {};
  const mistakes: CodeMistake[] = [];
  const fieldOffsets = new Map<string, number>();
  let inputs: readonly JsonValue[] = [];
  for (const { name, value, offset: at } of properties) {
    fieldOffsets.set(name, at);
    if (name === 'run') continue;
    if (value === undefined) {
      mistakes.push({
        severity: name === 'name' || name === 'inputs' ? 'error' : 'warning',
        message: `"${name}" of defineTransform is not spelled out, so it is not known before the code runs.`,
        hint: 'Write texts, numbers, lists and objects.',
        offset: at,
      });
    } else if (name === 'inputs') inputs = isJsonArray(value) ? value : [];
    else if (fields.has(name)) settings[name] = value;
    else {
      mistakes.push({
        severity: 'warning',
        message: `"${name}" of defineTransform is not known and has no effect.`,
        hint: `It takes inputs, run, ${[...fields].join(', ')}.`,
        offset: at,
      });
    }
  }
  if (!fieldOffsets.has('run')) {
    mistakes.push({
      severity: 'error',
      message: 'defineTransform has no "run".',
      hint: 'As in run: async (ctx) => ctx.sql("...").',
      offset,
    });
  }
  if (!fieldOffsets.has('name')) {
    mistakes.push({
      severity: 'error',
      message: 'defineTransform has no "name".',
      hint: 'As in name: "clean_users".',
      offset,
    });
  }
  const { name } = settings;
  if (typeof name !== 'string') return { node: null, mistakes };
  const listed = inputs.flatMap((ref) =>
    typeof ref === 'string' ? [{ ref, offset: fieldOffsets.get('inputs') ?? offset }] : [],
  );
  const all = [...listed, ...refs];
  const once = all.filter(
    ({ ref }, index) => all.findIndex((other) => other.ref === ref) === index,
  );
  const config = {
    kind: 'transform',
    ...settings,
    ...(once.length > 0 ? { inputs: once.map(({ ref }) => ({ ref })) } : {}),
    language: 'typescript',
    code_sha256: code,
  };
  return { node: { kind: config.kind, name, config, refs: once, offset, fieldOffsets }, mistakes };
}
