import {
  mergeOrigins,
  notKnown,
  type ColumnOrigin,
  type NamedColumn,
} from '../graph/column-origin';

/** What a query may read columns from, under a name. */
export interface Relation {
  /** In lower case; null for what can't be named. */
  readonly alias: string | null;
  /** In lower case: the schema that may stand before the name; null when there is none. */
  readonly schema: string | null;
  /** Null: it is not known which columns there are. */
  readonly columns: readonly NamedColumn[] | null;
  /** Where a column comes from that isn't among the known ones; null: there is no such column. */
  readonly otherwise: ((column: string) => ColumnOrigin) | null;
  /** Columns that the relations before it have too, joined by USING; `*` shows them once. */
  readonly shared: ReadonlySet<string>;
}

/** The relations of one FROM, and those of the queries around it. */
export interface ColumnScope {
  readonly relations: readonly Relation[];
  /** Names that the select list has defined so far. */
  readonly aliases: ReadonlyMap<string, ColumnOrigin>;
  /** Parameters of lambdas, which are no columns. */
  readonly locals: ReadonlySet<string>;
  readonly outer: ColumnScope | null;
}

export const emptyScope: ColumnScope = {
  relations: [],
  aliases: new Map(),
  locals: new Set(),
  outer: null,
};

/** Finds what a name such as `email`, `u.email`, `source.users.email` or `u.address.city` stands for. */
export function findColumn(names: readonly string[], scope: ColumnScope): ColumnOrigin {
  for (let at: ColumnScope | null = scope; at !== null; at = at.outer) {
    const found = findIn(names, at);
    if (found !== null) return found;
  }
  return notKnown(`it is not known where ${names.join('.')} comes from`);
}

function findIn(names: readonly string[], scope: ColumnScope): ColumnOrigin | null {
  const [first = '', second, third] = names;
  const lower = first.toLowerCase();
  if (scope.locals.has(lower)) return mergeOrigins([]);
  if (second !== undefined) {
    const inSchema =
      third === undefined
        ? undefined
        : scope.relations.find((one) => one.schema === lower && one.alias === second.toLowerCase());
    if (inSchema !== undefined && third !== undefined) return columnOf(inSchema, third);
    const named = scope.relations.find((one) => one.alias === lower);
    if (named !== undefined) {
      const column = columnOf(named, second);
      return third === undefined ? column : mergeOrigins([column]);
    }
  }
  // A column, or a field of one.
  const origins = scope.relations.flatMap((relation) => {
    const column = relation.columns?.find((one) => one.name.toLowerCase() === lower);
    return column === undefined ? [] : [column];
  });
  const found = origins[0];
  if (found !== undefined) return second === undefined ? found : mergeOrigins([found]);
  const alias = scope.aliases.get(lower);
  if (alias !== undefined) return alias;
  // A whole row: `SELECT u FROM users u`.
  const row = scope.relations.find((one) => one.alias === lower);
  if (row !== undefined && second === undefined) {
    return row.columns === null
      ? (row.otherwise?.(first) ?? notKnown(`the columns of ${first} are not known`))
      : mergeOrigins(row.columns);
  }
  const open = scope.relations.filter((one) => one.otherwise !== null);
  if (open.length === 1) return open[0]?.otherwise?.(first) ?? null;
  if (open.length > 1) return notKnown(`${names.join('.')} may come from several tables`);
  return null;
}

function columnOf(relation: Relation, column: string): ColumnOrigin {
  const lower = column.toLowerCase();
  const found = relation.columns?.find((one) => one.name.toLowerCase() === lower);
  return (
    found ??
    relation.otherwise?.(column) ??
    notKnown(`${relation.alias ?? 'the table'} has no column ${column}`)
  );
}
