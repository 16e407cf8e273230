import { mergeOrigins, type ColumnOrigin, type NamedColumn } from '../graph/column-origin';
import { isJsonObject, type JsonObject, type JsonValue } from '../util/json';
import { originOf, starColumns } from './expression-origin';
import { relationsOf } from './from-clause';
import { emptyScope } from './relation';
import {
  renamed,
  unknownStar,
  type FindTable,
  type QueryColumns,
  type ResolveContext,
} from './resolve-context';
import { listAt, namesAt, objectAt, textAt } from './tree-fields';

/** Deeper queries than these are not written by people; the parser's tree is walked by calls. */
const deepest = 200;

/** The columns of a query and where each comes from, by the tree that DuckDB's json_serialize_sql gives. */
export function resolveQuery(tree: JsonValue, findTable: FindTable): QueryColumns {
  const context: ResolveContext = {
    findTable,
    ctes: new Map(),
    scope: emptyScope,
    depth: 0,
    columnsOf: queryColumns,
  };
  return queryColumns(objectAt(tree, 'node') ?? {}, context);
}

function queryColumns(node: JsonObject, before: ResolveContext): QueryColumns {
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
function withCtes(node: JsonObject, context: ResolveContext): ResolveContext {
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

function selectColumns(node: JsonObject, context: ResolveContext): QueryColumns {
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

function setColumns(node: JsonObject, context: ResolveContext): QueryColumns {
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
