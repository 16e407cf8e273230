import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import {
  fromNothing,
  mergeOrigins,
  notKnown,
  type ColumnOrigin,
  type NamedColumn,
} from '../graph/column-origin';
import { emptyScope, findColumn, type ColumnScope, type Relation } from './relation';

/** A table of the outside: its columns, and what to say of one that isn't among them. */
export interface KnownTable {
  readonly columns: readonly NamedColumn[] | null;
  readonly otherwise: ((column: string) => ColumnOrigin) | null;
}

/** What a table's name means; null when there is no such table. Both in lower case, the schema empty for none. */
export type FindTable = (schema: string, name: string) => KnownTable | null;

/** What a query gives: its columns, `*` among them where it can't be told which these are. */
export type QueryColumns = readonly NamedColumn[];

interface Context {
  readonly findTable: FindTable;
  readonly ctes: ReadonlyMap<string, QueryColumns>;
  readonly scope: ColumnScope;
  readonly depth: number;
}

/** Deeper queries than these are not written by people; the parser's tree is walked by calls. */
const deepest = 200;

/** The columns of a query and where each comes from, by the tree that DuckDB's json_serialize_sql gives. */
export function resolveQuery(tree: JsonValue, findTable: FindTable): QueryColumns {
  const context: Context = { findTable, ctes: new Map(), scope: emptyScope, depth: 0 };
  return queryColumns(objectAt(tree, 'node') ?? {}, context);
}

function queryColumns(node: JsonObject, before: Context): QueryColumns {
  if (before.depth > deepest) return [unknownStar('the query is nested too deeply')];
  const context = withCtes(node, { ...before, depth: before.depth + 1 });
  switch (textAt(node, 'type')) {
    case 'SELECT_NODE':
      return selectColumns(node, context);
    case 'SET_OPERATION_NODE':
      return setColumns(node, context);
    case 'RECURSIVE_CTE_NODE': {
      const first = queryColumns(objectAt(node, 'left') ?? {}, context);
      const name = textAt(node, 'cte_name').toLowerCase();
      const ctes = new Map([...context.ctes, [name, renamed(first, listAt(node, 'aliases'))]]);
      return inPosition([first, queryColumns(objectAt(node, 'right') ?? {}, { ...context, ctes })]);
    }
    case 'CTE_NODE': {
      const name = textAt(node, 'cte_name').toLowerCase();
      const made = queryColumns(objectAt(node, 'query') ?? {}, context);
      const ctes = new Map([...context.ctes, [name, renamed(made, listAt(node, 'aliases'))]]);
      return queryColumns(objectAt(node, 'child') ?? {}, { ...context, ctes });
    }
    default:
      return [unknownStar('this form of query is not followed')];
  }
}

/** What WITH names; each may read those before it. */
function withCtes(node: JsonObject, context: Context): Context {
  let { ctes } = context;
  for (const entry of listAt(objectAt(node, 'cte_map') ?? {}, 'map')) {
    if (!isJsonObject(entry)) continue;
    const value = objectAt(entry, 'value') ?? {};
    const query = objectAt(objectAt(value, 'query') ?? {}, 'node') ?? {};
    const columns = queryColumns(query, { ...context, ctes });
    const name = textAt(entry, 'key').toLowerCase();
    ctes = new Map([...ctes, [name, renamed(columns, listAt(value, 'aliases'))]]);
  }
  return { ...context, ctes };
}

function selectColumns(node: JsonObject, context: Context): QueryColumns {
  const relations = relationsOf(objectAt(node, 'from_table') ?? {}, context);
  const aliases = new Map<string, ColumnOrigin>();
  const outer = context.scope;
  const columns: NamedColumn[] = [];
  for (const expression of listAt(node, 'select_list')) {
    if (!isJsonObject(expression)) continue;
    const inner = { ...context, scope: { relations, aliases, locals: outer.locals, outer } };
    if (textAt(expression, 'class') === 'STAR') {
      columns.push(...starColumns(expression, inner));
      continue;
    }
    const origin = originOf(expression, inner);
    const name = nameOf(expression);
    if (textAt(expression, 'alias') !== '') aliases.set(name.toLowerCase(), origin);
    columns.push({ ...origin, name });
  }
  return columns;
}

function setColumns(node: JsonObject, context: Context): QueryColumns {
  const sides = [...listAt(node, 'children'), node['left'], node['right']]
    .filter((side) => isJsonObject(side))
    .map((side) => queryColumns(side, context));
  const kind = textAt(node, 'setop_type');
  if (kind === 'EXCEPT') return sides[0] ?? [];
  return kind === 'UNION_BY_NAME' ? byName(sides) : inPosition(sides);
}

/** Sides of a union give their columns to the same place; the first names them. */
function inPosition(sides: readonly QueryColumns[]): QueryColumns {
  const [first = [], ...others] = sides;
  const open = sides.flat().find((column) => column.name === '*');
  // Where a `*` stays unopened the places are not known.
  if (open !== undefined) return [open];
  return first.map((column, index) => {
    const origins = [column, ...others.flatMap((side) => side[index] ?? [])];
    const how = origins.every((one) => one.how === 'same') ? 'same' : 'computed';
    return { ...mergeOrigins(origins, how), name: column.name };
  });
}

function byName(sides: readonly QueryColumns[]): QueryColumns {
  const columns = new Map<string, NamedColumn>();
  for (const column of sides.flat()) {
    const key = column.name.toLowerCase();
    const known = columns.get(key);
    const how = known?.how === 'computed' ? 'computed' : column.how;
    columns.set(
      key,
      known === undefined ? column : { ...mergeOrigins([known, column], how), name: known.name },
    );
  }
  return [...columns.values()];
}

/** Tables, subqueries and joins of them, from left to right. */
function relationsOf(table: JsonObject, context: Context): readonly Relation[] {
  const alias = textAt(table, 'alias').toLowerCase();
  switch (textAt(table, 'type')) {
    case 'EMPTY':
      return [];
    case 'BASE_TABLE': {
      const schema = textAt(table, 'schema_name').toLowerCase();
      const name = textAt(table, 'table_name').toLowerCase();
      const cte = schema === '' ? context.ctes.get(name) : undefined;
      const known =
        cte === undefined ? context.findTable(schema, name) : { columns: cte, otherwise: null };
      const columns = known?.columns ?? null;
      return [
        openStar({
          alias: alias === '' ? name : alias,
          schema: schema === '' || alias !== '' ? null : schema,
          columns: columns === null ? null : renamed(columns, listAt(table, 'column_name_alias')),
          otherwise:
            known === null
              ? () => notKnown(`${schema === '' ? name : `${schema}.${name}`} is not an input`)
              : known.otherwise,
          shared: new Set(),
        }),
      ];
    }
    case 'SUBQUERY': {
      const query = objectAt(objectAt(table, 'subquery') ?? {}, 'node') ?? {};
      const columns = renamed(queryColumns(query, context), listAt(table, 'column_name_alias'));
      return [openStar({ alias, schema: null, columns, otherwise: null, shared: new Set() })];
    }
    case 'JOIN':
      return joined(table, context);
    case 'EXPRESSION_LIST':
      return [valuesRelation(table, alias, context)];
    case 'TABLE_FUNCTION': {
      const called = objectAt(table, 'function') ?? {};
      const origin = originOf(called, context);
      const name = textAt(called, 'function_name');
      const args = origin.from.length > 0 ? origin : notKnown(`${name}() is not followed`);
      return [
        {
          alias: alias === '' ? name : alias,
          schema: null,
          columns: null,
          otherwise: () => args,
          shared: new Set(),
        },
      ];
    }
    default:
      return [
        {
          alias: alias === '' ? null : alias,
          schema: null,
          columns: null,
          otherwise: () => notKnown('this form of table is not followed'),
          shared: new Set(),
        },
      ];
  }
}

/** A subquery whose `*` could not be opened has columns that are not known. */
function openStar(relation: Relation): Relation {
  const star = relation.columns?.find((column) => column.name === '*');
  if (star === undefined || relation.columns === null) return relation;
  const known = relation.columns.filter((column) => column.name !== '*');
  return {
    ...relation,
    columns: known.length === 0 ? null : known,
    otherwise: relation.otherwise ?? (() => star),
  };
}

function joined(join: JsonObject, context: Context): readonly Relation[] {
  const left = relationsOf(objectAt(join, 'left') ?? {}, context);
  // What stands right of a comma or in a LATERAL join may read what stands left.
  const scope: ColumnScope = { ...emptyScope, relations: left, outer: context.scope };
  const right = relationsOf(objectAt(join, 'right') ?? {}, { ...context, scope });
  const type = textAt(join, 'join_type');
  if (type === 'SEMI' || type === 'ANTI') return left;
  const using = namesAt(join, 'using_columns').map((name) => name.toLowerCase());
  const natural = textAt(join, 'ref_type') === 'NATURAL';
  return [
    ...left,
    ...right.map((relation) => {
      const names = natural ? namesOf(relation).filter((name) => isIn(name, left)) : using;
      return { ...relation, shared: new Set([...relation.shared, ...names]) };
    }),
  ];
}

function namesOf(relation: Relation): string[] {
  return (relation.columns ?? []).map((column) => column.name.toLowerCase());
}

function isIn(name: string, relations: readonly Relation[]): boolean {
  return relations.some((relation) => namesOf(relation).includes(name));
}

function valuesRelation(table: JsonObject, alias: string, context: Context): Relation {
  const rows = [...listAt(table, 'values'), ...listAt(table, 'expressions')].filter(isJsonArray);
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, index) => ({
    ...mergeOrigins(
      rows.map((row) => {
        const value = row[index];
        return isJsonObject(value) ? originOf(value, context) : fromNothing;
      }),
    ),
    name: `col${String(index)}`,
  }));
  return {
    alias,
    schema: null,
    columns: renamed(columns, listAt(table, 'column_name_alias')),
    otherwise: null,
    shared: new Set(),
  };
}

function starColumns(star: JsonObject, context: Context): QueryColumns {
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

/** What goes into the value of an expression. A column by itself is taken as it is. */
function originOf(expression: JsonObject, context: Context): ColumnOrigin {
  const kind = textAt(expression, 'class');
  if (kind === 'COLUMN_REF') {
    const names = namesAt(expression, 'column_names');
    return findColumn(names, context.scope);
  }
  if (kind === 'POSITIONAL_REFERENCE') return notKnown('columns by position are not followed');
  const parts: ColumnOrigin[] = [];
  const waiting: { value: JsonValue; context: Context }[] = childrenOf(expression, context);
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
  context: Context,
): { value: JsonValue; context: Context }[] {
  const kind = textAt(expression, 'class');
  if (kind === 'SUBQUERY') {
    const query = objectAt(objectAt(expression, 'subquery') ?? {}, 'node') ?? {};
    const columns = queryColumns(query, context);
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

function withResolved(origin: ColumnOrigin, context: Context): Context {
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

/** As DuckDB names it: by its alias, else by the column or function; the output tells the exact name. */
function nameOf(expression: JsonObject): string {
  const alias = textAt(expression, 'alias');
  if (alias !== '') return alias;
  const last = namesAt(expression, 'column_names').at(-1);
  if (last !== undefined) return last;
  if (textAt(expression, 'class') === 'CAST') {
    const child = objectAt(expression, 'child');
    if (child !== null) return nameOf(child);
  }
  const name = textAt(expression, 'function_name');
  return name === '' ? 'column' : `${name}(…)`;
}

function renamed(columns: QueryColumns, names: readonly JsonValue[]): QueryColumns {
  return columns.map((column, index) => {
    const name = names[index];
    return typeof name === 'string' ? { ...column, name } : column;
  });
}

function unknownStar(why: string): NamedColumn {
  return { ...notKnown(why), name: '*' };
}

function objectAt(value: JsonValue, key: string): JsonObject | null {
  const found = isJsonObject(value) ? value[key] : null;
  return isJsonObject(found) ? found : null;
}

function listAt(value: JsonObject, key: string): readonly JsonValue[] {
  const found = value[key];
  return isJsonArray(found) ? found : [];
}

function namesAt(value: JsonObject, key: string): string[] {
  return listAt(value, key).filter((name) => typeof name === 'string');
}

function textAt(value: JsonObject, key: string): string {
  const found = value[key];
  return typeof found === 'string' ? found : '';
}
