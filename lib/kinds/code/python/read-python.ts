import { hash } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../../util/json';
import type { CodeMistake, CodeNode, ReadCode } from '../language';
import { pythonImports, type PythonImports } from './python-imports';
import { PythonLiterals, type Argument } from './python-literals';
import { pythonTokens, type PythonToken } from './python-tokens';

/** Decorators that make a node, and the names of the arguments that may be given by their place. */
const nodeDecorators: Readonly<Record<string, readonly string[]>> = {
  source: ['name', 'source', 'table', 'columns', 'tags', 'materialization', 'query', 'connection'],
  transform: ['name', 'sql', 'inputs', 'tags', 'materialization'],
  feature_group: ['name', 'entity', 'features', 'inputs', 'materialization', 'tags'],
  second_order_aggregation: [
    'name',
    'id_col',
    'feature_date_col',
    'features',
    'application_date_col',
    'description',
    'owner',
    'tags',
    'materialization',
  ],
};

const materializeArguments: readonly string[] = [
  'type',
  'connection',
  'table',
  'mode',
  'time_column',
  'lookback',
  'unique_keys',
];

/** Arguments that are fields of the node; all others are its params. */
const fields = new Set(
  (
    'name description owner tags inputs columns materialization source table entity features id_col ' +
    'feature_date_col application_date_col mode audits freshness timeout retry_delay pool weight always_run'
  ).split(' '),
);

/** `query` and `connection` are params of a source, as in YAML. */
const isField = (name: string): boolean => fields.has(name);

/** Finds the nodes that a Python file defines by decorators, without running it. */
export function readPython(text: string): ReadCode {
  if (!text.includes('seeknal')) return { nodes: [], mistakes: [] };
  const tokens = pythonTokens(text);
  const imports = pythonImports(tokens);
  const literals = new PythonLiterals(tokens, moduleConstants(tokens));
  const code = {
    code_sha256: digest(tokens, text),
    imports: [...imports.modules, ...(usesDuckdb(tokens) ? ['duckdb'] : [])]
      .filter((module, index, all) => module !== 'seeknal' && all.indexOf(module) === index)
      .toSorted(),
  };
  const nodes: CodeNode[] = [];
  const mistakes: CodeMistake[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    if (!isDecorator(tokens, at)) continue;
    const stack = readDecorators(tokens, at, imports, literals);
    const node = stack.node;
    at = Math.max(at, stack.next - 1);
    if (node === null) continue;
    const definition = readFunction(tokens, stack.next);
    if (definition === null) {
      mistakes.push(mistake(node.offset, `@${node.kind} is not followed by a function.`));
      continue;
    }
    if (node.args === null) {
      const message = `@${node.kind} needs parentheses.`;
      mistakes.push(mistake(node.offset, message, `As in @${node.kind}(name="...").`));
      continue;
    }
    const refs = refsIn(tokens, definition, literals);
    const made = toNode({ ...node, args: node.args }, stack.targets, definition, code, refs);
    if (made.node !== null) nodes.push(made.node);
    mistakes.push(...made.mistakes);
    // Functions inside functions are nobody's nodes.
    at = Math.max(at, definition.end - 1);
  }
  return { nodes, mistakes };
}

/** As `ctx.duckdb`, which nobody imports. */
function usesDuckdb(tokens: readonly PythonToken[]): boolean {
  return tokens.some(({ type, text }, at) => {
    return type === 'name' && text === 'duckdb' && tokens[at - 1]?.text === '.';
  });
}

interface FoundDecorator {
  readonly kind: string;
  /** Null when it isn't called. */
  readonly args: readonly Argument[] | null;
  readonly offset: number;
}

interface FoundFunction {
  readonly name: string;
  /** Of its first parameter, which is the context. */
  readonly context: string;
  readonly documentation: string | null;
  /** Its body, as a range of tokens. */
  readonly body: number;
  readonly end: number;
}

function isDecorator(tokens: readonly PythonToken[], at: number): boolean {
  const token = tokens[at];
  return token?.text === '@' && token.type === 'sign' && token.indent !== null;
}

/** All decorators of one function: the one that makes it a node, and targets for its rows. */
function readDecorators(
  tokens: readonly PythonToken[],
  from: number,
  imports: PythonImports,
  literals: PythonLiterals,
): {
  readonly node: FoundDecorator | null;
  readonly targets: readonly JsonObject[];
  readonly next: number;
} {
  let node: FoundDecorator | null = null;
  const targets: JsonObject[] = [];
  let at = from;
  while (isDecorator(tokens, at)) {
    const offset = tokens[at]?.start ?? 0;
    const path: string[] = [];
    let next = at + 1;
    while (tokens[next]?.type === 'name' && tokens[next]?.indent === null) {
      path.push(tokens[next]?.text ?? '');
      next += 1;
      if (tokens[next]?.text !== '.') break;
      next += 1;
    }
    const name = seeknalName(path, imports);
    const isCalled = tokens[next]?.text === '(' && tokens[next]?.indent === null;
    const call = isCalled ? literals.call(next) : null;
    if (name !== null && Object.hasOwn(nodeDecorators, name)) {
      node = { kind: name, args: call?.args ?? null, offset };
    } else if (name === 'materialize' && call !== null) {
      targets.push(settingsOf({ type: 'iceberg', mode: 'full' }, call.args, materializeArguments));
    }
    at = next;
    while (at < tokens.length && tokens[at]?.indent === null) at += 1;
  }
  return { node, targets, next: at };
}

/** What a decorator is called in the Seeknal package; null for those of others. */
function seeknalName(path: readonly string[], imports: PythonImports): string | null {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    const known = imports.seeknalNames.get(first);
    const isStar = imports.seeknalNames.has('*') && Object.hasOwn(nodeDecorators, first);
    return known ?? (isStar ? first : null);
  }
  const isOurs = imports.seeknalModules.has(first) || first === 'seeknal';
  return isOurs ? (rest.at(-1) ?? null) : null;
}

function readFunction(tokens: readonly PythonToken[], at: number): FoundFunction | null {
  const isAsync = tokens[at]?.text === 'async';
  const start = isAsync ? at + 1 : at;
  const name = tokens[start + 1];
  if (tokens[start]?.text !== 'def' || name?.type !== 'name') return null;
  const indent = tokens[at]?.indent ?? 0;
  const first = tokens[start + 3];
  let body = start + 2;
  while (body < tokens.length && tokens[body]?.indent === null) body += 1;
  let end = body;
  while (end < tokens.length && (tokens[end]?.indent ?? Infinity) > indent) end += 1;
  const documentation = end > body && tokens[body]?.type === 'string' ? tokens[body] : undefined;
  return {
    name: name.text,
    context: first?.type === 'name' ? first.text : 'ctx',
    documentation: documentation === undefined ? null : documentation.text.trim(),
    body,
    end,
  };
}

/** `ctx.ref("kind.name")` in the body of a function. */
function refsIn(
  tokens: readonly PythonToken[],
  { context, body, end }: FoundFunction,
  literals: PythonLiterals,
): CodeNode['refs'] {
  const refs: { ref: string; offset: number }[] = [];
  for (let at = body; at < end; at += 1) {
    const words = [0, 1, 2, 3].map((step) => tokens[at + step]?.text);
    if (words[0] !== context || words[1] !== '.' || words[2] !== 'ref' || words[3] !== '(')
      continue;
    const { value } = literals.value(at + 4);
    if (typeof value === 'string') refs.push({ ref: value, offset: tokens[at]?.start ?? 0 });
  }
  return refs;
}

function toNode(
  { kind, args, offset }: FoundDecorator & { readonly args: readonly Argument[] },
  targets: readonly JsonObject[],
  definition: FoundFunction,
  code: JsonObject,
  refs: CodeNode['refs'],
): { readonly node: CodeNode | null; readonly mistakes: readonly CodeMistake[] } {
  const settings: Record<string, JsonValue> = {};
  const params: Record<string, JsonValue> = {};
  const fieldOffsets = new Map<string, number>();
  const mistakes: CodeMistake[] = [];
  for (const { name, value, offset: at } of namedArguments(args, nodeDecorators[kind] ?? [])) {
    fieldOffsets.set(name, at);
    if (value === undefined) {
      const needed = name === 'name' || name === 'inputs';
      mistakes.push({
        severity: needed ? 'error' : 'warning',
        message: `The argument "${name}" of @${kind} is not spelled out, so it is not known before the code runs.`,
        hint: 'Write texts, numbers, lists and dicts, or names of constants above.',
        offset: at,
      });
    } else if (value !== null) {
      if (isField(name)) settings[name] = value;
      else params[name] = value;
    }
  }
  const {
    name = definition.name,
    description = definition.documentation,
    inputs,
    ...rest
  } = settings;
  if (typeof name !== 'string') {
    mistakes.push(
      mistake(fieldOffsets.get('name') ?? offset, `The name of @${kind} must be a text.`),
    );
    return { node: null, mistakes };
  }
  const listed = textsOf(inputs).map((ref) => ({
    ref,
    offset: fieldOffsets.get('inputs') ?? offset,
  }));
  const all = [...listed, ...refs.filter(({ ref }) => !listed.some((input) => input.ref === ref))];
  const once = all.filter(
    ({ ref }, index) => all.findIndex((other) => other.ref === ref) === index,
  );
  const config = {
    kind,
    name,
    ...(description === null ? {} : { description }),
    ...(kind === 'source' ? { source: 'csv' } : {}),
    ...rest,
    ...(once.length > 0 ? { inputs: once.map(({ ref }) => ({ ref })) } : {}),
    ...(Object.keys(params).length > 0 ? { params } : {}),
    ...(targets.length > 0 ? { materializations: targets } : {}),
    language: 'python',
    function: definition.name,
    ...code,
  };
  return { node: { kind, name, config, refs: once, offset, fieldOffsets }, mistakes };
}

function namedArguments(
  args: readonly Argument[],
  order: readonly string[],
): (Argument & { readonly name: string })[] {
  return args.flatMap((argument, index) => {
    const name = argument.name ?? order[index];
    return name === undefined ? [] : [{ ...argument, name }];
  });
}

function settingsOf(
  defaults: JsonObject,
  args: readonly Argument[],
  order: readonly string[],
): JsonObject {
  const given = namedArguments(args, order).flatMap(({ name, value }) =>
    value === undefined || value === null ? [] : [[name, value] as const],
  );
  return { ...defaults, ...Object.fromEntries(given) };
}

function textsOf(value: JsonValue | undefined): string[] {
  const items: readonly JsonValue[] = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  return items.flatMap((item) => (typeof item === 'string' ? [item] : []));
}

/** `NAME = value` on the level of the module. */
function moduleConstants(tokens: readonly PythonToken[]): ReadonlyMap<string, JsonValue> {
  const constants = new Map<string, JsonValue>();
  const literals = new PythonLiterals(tokens, constants);
  for (const [at, token] of tokens.entries()) {
    if (token.indent !== 0 || token.type !== 'name' || tokens[at + 1]?.text !== '=') continue;
    const { value } = literals.value(at + 2);
    if (value === undefined) constants.delete(token.text);
    else constants.set(token.text, value);
  }
  return constants;
}

/** Of what the code says: layout and comments don't count, but for the list of packages at the top. */
function digest(tokens: readonly PythonToken[], text: string): string {
  const packages = /^# \/\/\/ script$[\s\S]*?^# \/\/\/$/m.exec(text)?.[0] ?? '';
  const words = tokens.map(
    ({ type, text: word, indent }) =>
      `${indent === null ? '' : `\n${String(indent)}`}\0${type}\0${word}`,
  );
  return hash('sha256', packages + words.join(''), 'hex');
}

function mistake(offset: number, message: string, hint: string | null = null): CodeMistake {
  return { severity: 'error', message, hint, offset };
}
