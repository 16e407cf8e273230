import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import type { TemplateScope } from './evaluate-expression';
import { resolveText, type UnresolvedExpression } from './resolve-text';
import { isTemplated } from './templated-fields';
import type { EditedText } from './text-edits';

/** Where in a document a text stands, as in `['params', 'since']`. */
export type FieldPath = readonly (string | number)[];

/** A node's document with values in the place of its `{{ }}`. */
export interface ResolvedConfig {
  readonly config: JsonObject;
  /** By the path of a text, joined with dots: the text as it was, and what was replaced in it. */
  readonly written: ReadonlyMap<string, EditedText>;
  readonly unresolved: readonly (UnresolvedExpression & { readonly path: FieldPath })[];
  /** Whether something in it differs from run to run. */
  readonly isLate: boolean;
  readonly used: ReadonlyMap<string, { readonly text: string; readonly isSecret: boolean }>;
}

/**
 * Resolves the `{{ }}` of a document: first its params, where what the command line gives takes the place
 * of whole parameters and texts become numbers and booleans; then every other text, which also knows the
 * node's own params.
 */
export function resolveConfig(document: JsonObject, scope: TemplateScope): ResolvedConfig {
  const collected = new Collected();
  const given = isJsonObject(document['params']) ? document['params'] : {};
  const params: Record<string, JsonValue> = {};
  /** As SQL takes them: texts that look like numbers stay as they were written. */
  const plain: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(given)) {
    const replaced = scope.values.params[key];
    const resolved =
      replaced === undefined ? collected.resolve(value, ['params', key], scope, plain) : replaced;
    plain[key] = resolved;
    params[key] = replaced === undefined ? typed(value, resolved) : resolved;
  }
  const config: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(document)) {
    config[key] =
      key === 'params' && isJsonObject(value)
        ? params
        : isTemplated(key)
          ? collected.resolve(value, [key], scope, plain)
          : value;
  }
  const { written, unresolved, used, isLate } = collected;
  return { config, written, unresolved, used, isLate };
}

class Collected {
  readonly written = new Map<string, EditedText>();
  readonly unresolved: (UnresolvedExpression & { path: FieldPath })[] = [];
  readonly used = new Map<string, { text: string; isSecret: boolean }>();
  isLate = false;

  resolve(value: JsonValue, path: FieldPath, scope: TemplateScope, own: JsonObject): JsonValue {
    if (typeof value === 'string') {
      if (!value.includes('{{')) return value;
      const { text, edits, unresolved, later, used } = resolveText(value, scope, own);
      if (edits.length > 0) this.written.set(path.join('.'), { text: value, edits });
      this.unresolved.push(...unresolved.map((problem) => ({ ...problem, path })));
      if (later.length > 0) this.isLate = true;
      for (const [source, found] of used) this.used.set(source, found);
      return text;
    }
    // Documents come from a parser that refuses deep nesting.
    if (isJsonArray(value)) {
      return value.map((item, index) => this.resolve(item, [...path, index], scope, own));
    }
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        this.resolve(item, [...path, key], scope, own),
      ]),
    );
  }
}

/** Texts that came out of an expression, anywhere in a parameter, as the values that they spell. */
function typed(before: JsonValue, after: JsonValue): JsonValue {
  if (typeof after === 'string') return before === after ? after : spelled(after);
  if (isJsonArray(after)) {
    return after.map((item, index) =>
      typed(isJsonArray(before) ? (before[index] ?? null) : null, item),
    );
  }
  if (!isJsonObject(after)) return after;
  return Object.fromEntries(
    Object.entries(after).map(([key, item]) => [
      key,
      typed(isJsonObject(before) ? (before[key] ?? null) : null, item),
    ]),
  );
}

function spelled(text: string): JsonValue {
  if (/^(?:true|yes|on|1)$/i.test(text)) return true;
  if (/^(?:false|no|off|0)$/i.test(text)) return false;
  if (/^[+-]?\d+$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  if (/^[+-]?(?:\d+\.\d*|\.\d+|\d+)(?:e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))) {
    return Number(text);
  }
  return text;
}
