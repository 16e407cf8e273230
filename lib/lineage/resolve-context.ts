import { notKnown, type ColumnOrigin, type NamedColumn } from '../graph/column-origin';
import type { JsonObject, JsonValue } from '../util/json';
import type { ColumnScope } from './relation';

/** A table of the outside: its columns, and what to say of one that isn't among them. */
export interface KnownTable {
  readonly columns: readonly NamedColumn[] | null;
  readonly otherwise: ((column: string) => ColumnOrigin) | null;
}

/** What a table's name means; null when there is no such table. Both in lower case, the schema empty for none. */
export type FindTable = (schema: string, name: string) => KnownTable | null;

/** What a query gives: its columns, `*` among them where it can't be told which these are. */
export type QueryColumns = readonly NamedColumn[];

/** What is known at one place of a query. */
export interface ResolveContext {
  readonly findTable: FindTable;
  readonly ctes: ReadonlyMap<string, QueryColumns>;
  readonly scope: ColumnScope;
  readonly depth: number;
  /** The columns of a query within this one. */
  readonly columnsOf: (query: JsonObject, context: ResolveContext) => QueryColumns;
}

/** Columns under the names that an alias list gives to the first of them. */
export function renamed(columns: QueryColumns, names: readonly JsonValue[]): QueryColumns {
  return columns.map((column, index) => {
    const name = names[index];
    return typeof name === 'string' ? { ...column, name } : column;
  });
}

/** Columns of which not even the number is known. */
export function unknownStar(why: string): NamedColumn {
  return { ...notKnown(why), name: '*' };
}
