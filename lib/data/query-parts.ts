import { isJsonArray, isJsonObject, type JsonValue } from '../util/json';

/** A table as a query names it. */
export interface TableName {
  readonly catalog: string;
  readonly schema: string;
  readonly name: string;
}

/** What a query reads and calls, wherever in it. */
export interface QueryParts {
  readonly tables: readonly TableName[];
  /** Names that the query gives to parts of itself. */
  readonly commonTables: ReadonlySet<string>;
  readonly tableFunctions: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  /** It lists what there is, as SHOW TABLES does. */
  readonly listsTables: boolean;
}

/** Reads them off the parse tree as json_serialize_sql gives it. A loop, since queries nest as deep as they like. */
export function partsOfQuery(tree: JsonValue): QueryParts {
  const tables: TableName[] = [];
  const commonTables = new Set<string>();
  const tableFunctions = new Set<string>();
  const functions = new Set<string>();
  let listsTables = false;
  const open: JsonValue[] = [tree];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (isJsonArray(part)) {
      open.push(...part);
      continue;
    }
    if (!isJsonObject(part)) continue;
    const { type } = part;
    if (type === 'BASE_TABLE') {
      tables.push({
        catalog: textOf(part['catalog_name']),
        schema: textOf(part['schema_name']),
        name: textOf(part['table_name']),
      });
    } else if (type === 'SHOW_REF') {
      listsTables ||= part['query'] === null;
    } else if (type === 'TABLE_FUNCTION' && isJsonObject(part['function'])) {
      tableFunctions.add(nameOf(part['function']['function_name']));
    } else if (type === 'FUNCTION' || type === 'WINDOW_AGGREGATE') {
      functions.add(nameOf(part['function_name']));
    }
    const named = part['cte_map'];
    if (isJsonObject(named) && isJsonArray(named['map'])) {
      for (const entry of named['map']) {
        if (isJsonObject(entry)) commonTables.add(nameOf(entry['key']));
      }
    }
    // A recursive part knows itself by its own name.
    if (typeof part['cte_name'] === 'string') commonTables.add(nameOf(part['cte_name']));
    if (type === 'RECURSIVE_CTE_NODE') commonTables.add(nameOf(part['cte_name']));
    open.push(...Object.values(part));
  }
  return { tables, commonTables, tableFunctions, functions, listsTables };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Names are the same in capitals and small letters. */
function nameOf(value: JsonValue | undefined): string {
  return textOf(value).toLowerCase();
}
