import { fromNothing, mergeOrigins, notKnown } from '../graph/column-origin';
import { isJsonArray, isJsonObject, type JsonObject } from '../util/json';
import { originOf } from './expression-origin';
import { emptyScope, type ColumnScope, type Relation } from './relation';
import { renamed, type ResolveContext } from './resolve-context';
import { listAt, namesAt, objectAt, textAt } from './tree-fields';

/** Tables, subqueries and joins of them, from left to right. */
export function relationsOf(table: JsonObject, context: ResolveContext): readonly Relation[] {
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
      const columns = renamed(
        context.columnsOf(query, context),
        listAt(table, 'column_name_alias'),
      );
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

function joined(join: JsonObject, context: ResolveContext): readonly Relation[] {
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

function valuesRelation(table: JsonObject, alias: string, context: ResolveContext): Relation {
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
