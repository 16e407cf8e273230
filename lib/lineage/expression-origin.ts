import { mergeOrigins, notKnown, type ColumnOrigin } from '../graph/column-origin';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import { emptyScope, findColumn, type Relation } from './relation';
import { unknownStar, type QueryColumns, type ResolveContext } from './resolve-context';
import { listAt, namesAt, objectAt, textAt } from './tree-fields';

/** What goes into the value of an expression. A column by itself is taken as it is. */
export function originOf(expression: JsonObject, context: ResolveContext): ColumnOrigin {
  const kind = textAt(expression, 'class');
  if (kind === 'COLUMN_REF') {
    const names = namesAt(expression, 'column_names');
    return findColumn(names, context.scope);
  }
  if (kind === 'POSITIONAL_REFERENCE') return notKnown('columns by position are not followed');
  const parts: ColumnOrigin[] = [];
  const waiting: { value: JsonValue; context: ResolveContext }[] = childrenOf(expression, context);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value } = next;
    if (isJsonArray(value)) {
      for (const item of value) waiting.push({ value: item, context: next.context });
      continue;
    }
    if (!isJsonObject(value)) continue;
    switch (textAt(value, 'class')) {
      case 'COLUMN_REF':
      case 'POSITIONAL_REFERENCE':
        parts.push(originOf(value, next.context));
        break;
      case 'STAR':
        // count(*) reads rows and no column; COLUMNS(...) inside of a call does.
        if (value['columns'] === true) parts.push(...starColumns(value, next.context));
        break;
      default:
        waiting.push(...childrenOf(value, next.context));
    }
  }
  return mergeOrigins(parts);
}

/** The parts of an expression; those of a subquery are the values that it gives. */
function childrenOf(
  expression: JsonObject,
  context: ResolveContext,
): { value: JsonValue; context: ResolveContext }[] {
  const kind = textAt(expression, 'class');
  if (kind === 'SUBQUERY') {
    const query = objectAt(objectAt(expression, 'subquery') ?? {}, 'node') ?? {};
    const columns = context.columnsOf(query, context);
    const child = expression['child'] ?? null;
    return [
      { value: child, context },
      // Already resolved: handed on as references that name themselves.
      ...columns.map((column) => ({ value: asResolved, context: withResolved(column, context) })),
    ];
  }
  if (kind === 'LAMBDA') {
    const names = parameterNames(expression['lhs'] ?? null);
    const locals = new Set([...context.scope.locals, ...names]);
    const inner = { ...context, scope: { ...context.scope, locals } };
    return [{ value: expression['expr'] ?? null, context: inner }];
  }
  return Object.entries(expression)
    .filter(([key]) => key !== 'alias' && key !== 'cast_type')
    .map(([, value]) => ({ value, context }));
}

const resolvedName = '\u0000resolved';
const asResolved: JsonObject = { class: 'COLUMN_REF', column_names: [resolvedName] };

function withResolved(origin: ColumnOrigin, context: ResolveContext): ResolveContext {
  const aliases = new Map([[resolvedName, origin]]);
  return { ...context, scope: { ...emptyScope, aliases } };
}

function parameterNames(value: JsonValue): string[] {
  const names: string[] = [];
  const waiting: JsonValue[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isJsonArray(next)) waiting.push(...next);
    else if (isJsonObject(next)) {
      if (textAt(next, 'class') === 'COLUMN_REF') {
        names.push(...namesAt(next, 'column_names').map((name) => name.toLowerCase()));
      } else waiting.push(...Object.values(next));
    }
  }
  return names;
}

/** The columns that `*`, `t.*` or COLUMNS(…) stands for. */
export function starColumns(star: JsonObject, context: ResolveContext): QueryColumns {
  const wanted = textAt(star, 'relation_name').toLowerCase();
  const relations = context.scope.relations.filter(
    (relation) => wanted === '' || relation.alias === wanted,
  );
  const excluded = new Set([
    ...listAt(star, 'exclude_list').map(excludedName),
    ...listAt(star, 'qualified_exclude_list').map(excludedName),
  ]);
  const replaced = pairsOf(star, 'replace_list');
  const renames = pairsOf(star, 'rename_list');
  const pattern = patternOf(star);
  if (pattern === undefined) return [unknownStar('COLUMNS() with this argument is not followed')];
  return relations.flatMap((relation) => {
    const known = relation.columns ?? [];
    const open =
      relation.otherwise !== null && relation.columns === null
        ? [{ ...notKnownColumns(relation), name: '*' }]
        : [];
    const columns = known
      .filter((column) => {
        const name = column.name.toLowerCase();
        if (wanted === '' && relation.shared.has(name)) return false;
        return !excluded.has(name) && (pattern === null || pattern.test(column.name));
      })
      .map((column) => {
        const name = column.name.toLowerCase();
        const by = replaced.get(name);
        if (isJsonObject(by)) return { ...originOf(by, context), name: column.name };
        const renamedTo = renames.get(name);
        return typeof renamedTo === 'string' ? { ...column, name: renamedTo } : column;
      });
    return [...columns, ...open];
  });
}

function notKnownColumns(relation: Relation): ColumnOrigin {
  const told = relation.otherwise?.('*').unknown;
  return notKnown(told ?? `the columns of ${relation.alias ?? 'a table'} are not known`);
}

/** Null: all columns. Undefined: it can't be told which. */
function patternOf(star: JsonObject): RegExp | null | undefined {
  if (star['columns'] !== true) return null;
  const expression = objectAt(star, 'expr');
  if (expression === null) return null;
  const value = objectAt(expression, 'value')?.['value'];
  if (textAt(expression, 'class') !== 'CONSTANT' || typeof value !== 'string') return undefined;
  try {
    return new RegExp(value);
  } catch {
    // RE2 knows patterns that JavaScript doesn't.
    return undefined;
  }
}

function excludedName(entry: JsonValue): string {
  if (typeof entry === 'string') return entry.toLowerCase();
  return isJsonObject(entry) ? textAt(entry, 'column').toLowerCase() : '';
}

function pairsOf(star: JsonObject, key: string): ReadonlyMap<string, JsonValue> {
  return new Map(
    listAt(star, key)
      .filter(isJsonObject)
      .map((pair) => [excludedName(pair['key'] ?? ''), pair['value'] ?? null]),
  );
}
